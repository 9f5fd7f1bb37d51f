package io.attestream.collector.scope;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A unit that the owner's present scope requires of an agent.
 *
 * @param longest most time between two commits
 * @param committedAt of the agent's newest commit over it; empty when there is none
 */
public record DeclaredUnit(
    String agent, String unit, Duration longest, Optional<Instant> committedAt) {
  /** Whether it is silent for longer than it may be, or never came. */
  public boolean silent(Instant now) {
    return committedAt.map(at -> at.plus(longest).isBefore(now)).orElse(true);
  }
}
