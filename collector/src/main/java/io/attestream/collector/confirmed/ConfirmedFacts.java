package io.attestream.collector.confirmed;

import io.attestream.collector.scopes.ScopeUnits;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What confirmations say to the grades (M6) on a day. */
public record ConfirmedFacts(List<Confirmation> standing, LocalDate today) {
  public ConfirmedFacts {
    standing = List.copyOf(standing);
  }

  /** Without exposures in units that are not among these. */
  public static ConfirmedFacts read(Handle handle, ScopeUnits in, LocalDate today) {
    return new ConfirmedFacts(
        ConfirmationTable.all(handle).stream()
            .filter(confirmation -> in.hasAny(Set.of(confirmation.unit())))
            .toList(),
        today);
  }

  /**
   * For how many days failures of the check have exposed classified data, the longest; 0 when nobody
   * confirmed one that still fails.
   *
   * @param failingIn names of the units in which the check fails
   */
  public long exposureDays(String check, Set<String> failingIn) {
    return standing.stream()
        .filter(c -> c.kind() == ConfirmedKind.EXPOSURE && c.about().equals(check))
        .filter(c -> c.unit().isEmpty() || failingIn.contains(c.unit()))
        .mapToLong(c -> c.days(today))
        .max()
        .orElse(0);
  }

  /** For how many days logs or evidence of the control have been tampered with, the longest. */
  public long tamperingDays(String control) {
    return standing.stream()
        .filter(c -> c.kind() == ConfirmedKind.TAMPERING && c.about().equals(control))
        .mapToLong(c -> c.days(today))
        .max()
        .orElse(0);
  }
}
