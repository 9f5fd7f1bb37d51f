/** Signing in and out, changing the password. */
@NullMarked
package io.attestream.collector.web.account;

import org.jspecify.annotations.NullMarked;
