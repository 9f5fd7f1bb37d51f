package io.attestream.collector.notification;

import java.time.Instant;

/**
 * One notice on its way to one channel.
 *
 * @param attempts attempts that began
 * @param trouble why the last attempt failed; empty when none did
 */
public record Delivery(
    long id,
    String channel,
    Notice notice,
    Outcome outcome,
    Instant recorded,
    Instant due,
    int attempts,
    String trouble) {}
