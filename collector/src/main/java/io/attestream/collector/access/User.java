package io.attestream.collector.access;

import java.time.Instant;

/** A person with a local account. */
public record User(String name, Role role, Instant createdAt, boolean disabled) {}
