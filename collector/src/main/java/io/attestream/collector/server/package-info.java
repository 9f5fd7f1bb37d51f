/** One port for gRPC and the web. */
@NullMarked
package io.attestream.collector.server;

import org.jspecify.annotations.NullMarked;
