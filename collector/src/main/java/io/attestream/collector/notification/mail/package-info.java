/** Letters by mail. */
@NullMarked
package io.attestream.collector.notification.mail;

import org.jspecify.annotations.NullMarked;
