/** Composition root and command line of the collector. */
@NullMarked
package io.attestream.collector;

import org.jspecify.annotations.NullMarked;
