/** The page that looks ahead to an audit. */
@NullMarked
package io.attestream.collector.web.readiness;

import org.jspecify.annotations.NullMarked;
