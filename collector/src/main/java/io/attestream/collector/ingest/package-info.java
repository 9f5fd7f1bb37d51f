/** Takes what agents send, checks it and hands it to the log. */
@NullMarked
package io.attestream.collector.ingest;

import org.jspecify.annotations.NullMarked;
