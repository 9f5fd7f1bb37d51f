/** In-process events for pages that update themselves. */
@NullMarked
package io.attestream.collector.live;

import org.jspecify.annotations.NullMarked;
