/** Requests, replies, routes, sessions and the limits on what a browser may send. */
@NullMarked
package io.attestream.collector.web.http;

import org.jspecify.annotations.NullMarked;
