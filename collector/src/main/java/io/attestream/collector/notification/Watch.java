package io.attestream.collector.notification;

import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionTable;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.scope.ScopeReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Sees what turns by clock alone or outside of grades: units, exceptions, refused evidence, the disk. Is
 * asked in the transaction of an assessment round.
 */
public final class Watch implements AutoCloseable {
  private static final int MOST_REFUSALS = 200;

  private final Outbox outbox;
  private final int exceptionDays;
  private final long leastFree;
  private final LongSupplier free;
  private final LiveEvents.Subscription refusals;
  private final ScopeReader scopes = new ScopeReader();

  /**
   * @param exceptionDays days before its last day from which an exception is told as expiring
   * @param leastFree bytes under which the disk is nearly full
   * @param free bytes that are free
   */
  public Watch(
      Outbox outbox, LiveEvents live, int exceptionDays, long leastFree, LongSupplier free) {
    this.outbox = outbox;
    this.exceptionDays = exceptionDays;
    this.leastFree = leastFree;
    this.free = free;
    this.refusals =
        live.subscribe(MOST_REFUSALS, LiveEvent.EvidenceRefused.class::isInstance, () -> {});
  }

  /** Records what turned since the last look. */
  public void look(Handle handle, Instant now) {
    turned(handle, Kind.UNIT, "REPORTING", units(handle, now), now);
    turned(handle, Kind.EXCEPTION, "IN_FORCE", exceptions(handle, now), now);
    turned(handle, Kind.DISK, "ROOMY", disk(handle), now);
    refusals.drain().forEach(event -> refused(handle, event, now));
    DeliveryTable.prune(handle);
  }

  /**
   * Compares states with those of the last look. What was not there before counts as having been
   * {@code usual}; what is gone is forgotten without a word.
   */
  public void turned(
      Handle handle, Kind kind, String usual, Map<String, State> states, Instant now) {
    Map<String, String> before = WatchedTable.of(handle, kind);
    states.forEach(
        (about, state) -> {
          String from = before.getOrDefault(about, usual);
          if (!from.equals(state.word())) {
            outbox.record(
                handle,
                new Transition(kind, about, from, state.word(), now, state.summary(), Map.of()));
          }
          if (!state.word().equals(before.get(about))) {
            WatchedTable.set(handle, kind, about, state.word());
          }
        });
    before.keySet().stream()
        .filter(about -> !states.containsKey(about))
        .forEach(about -> WatchedTable.forget(handle, kind, about));
  }

  /**
   * A state and what there is to say about it.
   *
   * @param word such as {@code SILENT}
   */
  public record State(String word, String summary) {}

  /** A unit is silent after twice its cadence, or longer than the owner allows. */
  private Map<String, State> units(Handle handle, Instant now) {
    Map<String, State> units = new TreeMap<>();
    handle
        .createQuery("SELECT name, committed_at, next_by FROM unit")
        .map(
            (row, context) -> {
              Instant committed = Instant.ofEpochMilli(row.getLong("committed_at"));
              long cadence = Math.max(row.getLong("next_by") - row.getLong("committed_at"), 1);
              boolean silent = now.isAfter(committed.plusMillis(2 * cadence));
              return Map.entry(row.getString("name"), unit(silent, committed, cadence));
            })
        .forEach(unit -> units.put(unit.getKey(), unit.getValue()));
    scopes
        .present(handle, now)
        .ifPresent(
            present ->
                scopes.declared(handle, present.serial()).stream()
                    .filter(declared -> declared.silent(now))
                    .forEach(
                        declared ->
                            units.put(
                                declared.unit(),
                                new State(
                                    "SILENT",
                                    "The owner requires a commit of "
                                        + declared.agent()
                                        + " every "
                                        + words(declared.longest())
                                        + "."))));
    return units;
  }

  private static State unit(boolean silent, Instant committed, long cadence) {
    String newest = "Its newest commit is of " + committed + ", its cadence ";
    return new State(
        silent ? "SILENT" : "REPORTING", newest + words(Duration.ofMillis(cadence)) + ".");
  }

  private static String words(Duration duration) {
    return duration.compareTo(Duration.ofHours(2)) < 0
        ? Math.max(1, duration.toMinutes()) + " minutes"
        : duration.toHours() + " hours";
  }

  private Map<String, State> exceptions(Handle handle, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<String, State> states = new TreeMap<>();
    for (ExceptionTable.Counted counted : ExceptionTable.all(handle)) {
      ExceptionRecord exception = counted.exception();
      boolean expired = today.isAfter(exception.expiresOn());
      boolean soon = !today.plusDays(exceptionDays).isBefore(exception.expiresOn());
      states.put(
          Long.toString(exception.id()),
          new State(
              expired ? "EXPIRED" : soon ? "EXPIRING" : "IN_FORCE",
              "Its last day is "
                  + exception.expiresOn()
                  + ", its owner "
                  + exception.owner()
                  + "; it matches "
                  + counted.covers()
                  + " failing results now."));
    }
    return states;
  }

  /** Roomy again only at one and a half times the bound, so that it does not flap at it. */
  private Map<String, State> disk(Handle handle) {
    long bytes = free.getAsLong();
    boolean full = "NEARLY_FULL".equals(WatchedTable.of(handle, Kind.DISK).get("data"));
    boolean tight = bytes < (full ? leastFree + leastFree / 2 : leastFree);
    return Map.of(
        "data",
        new State(tight ? "NEARLY_FULL" : "ROOMY", (bytes >> 20) + " MiB of the disk are free."));
  }

  private void refused(Handle handle, LiveEvent event, Instant now) {
    if (event instanceof LiveEvent.EvidenceRefused refused) {
      outbox.record(
          handle,
          new Transition(
              Kind.EVIDENCE,
              refused.agent(),
              "",
              "REFUSED_" + refused.code(),
              now,
              refused.problem(),
              Map.of("commit", refused.seq())));
    }
  }

  @Override
  public void close() {
    refusals.close();
  }
}
