/** From an agent's stream to durable, acknowledged commits. */
@NullMarked
package io.attestream.collector.ingest;

import org.jspecify.annotations.NullMarked;
