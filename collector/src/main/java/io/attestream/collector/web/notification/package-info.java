/** The page of notifications. */
@NullMarked
package io.attestream.collector.web.notification;

import org.jspecify.annotations.NullMarked;
