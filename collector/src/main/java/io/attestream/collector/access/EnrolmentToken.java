package io.attestream.collector.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a single-use enrolment token; never the token itself.
 *
 * @param usedBy id of the agent that enrolled with it
 */
public record EnrolmentToken(
    String label,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> usedAt,
    Optional<String> usedBy) {}
