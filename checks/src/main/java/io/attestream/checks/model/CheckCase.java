package io.attestream.checks.model;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An example of a check: a resource and the verdict that is due.
 *
 * @param reason for UNKNOWN the reason that is due, {@code null} when any will do
 * @param now the commit's start that the case assumes
 * @param params values that replace the defaults
 * @param line line in the check's file, from 1
 */
public record CheckCase(
    String name,
    Status expect,
    @Nullable UnknownReason reason,
    Map<String, Object> resource,
    List<BlindSpot> blind,
    Instant now,
    Map<String, Object> params,
    int line) {
  /** What cases assume that do not set {@code now}. */
  public static final Instant DEFAULT_NOW = Instant.parse("2026-11-01T00:00:00Z");

  public CheckCase {
    blind = List.copyOf(blind);
    params = Map.copyOf(params);
  }
}
