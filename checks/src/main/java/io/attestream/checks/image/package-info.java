/** Parts of container image references. */
@NullMarked
package io.attestream.checks.image;

import org.jspecify.annotations.NullMarked;
