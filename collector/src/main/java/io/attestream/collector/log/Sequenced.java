package io.attestream.collector.log;

import io.attestream.evidence.note.Checkpoint;

/**
 * What became durable.
 *
 * @param note the signed checkpoint under which it stands
 */
public record Sequenced<R>(R result, Checkpoint checkpoint, String note) {}
