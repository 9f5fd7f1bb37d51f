/** The page of what people confirm. */
@NullMarked
package io.attestream.collector.web.confirmed;

import org.jspecify.annotations.NullMarked;
