/** Server-sent events: what changed, to every open page. */
@NullMarked
package io.attestream.collector.web.live;

import org.jspecify.annotations.NullMarked;
