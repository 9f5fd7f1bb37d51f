/** A database filled as a real estate would fill it, and a server over it. */
@NullMarked
package io.attestream.collector.web.testing;

import org.jspecify.annotations.NullMarked;
