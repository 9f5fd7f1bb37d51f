package io.attestream.collector.notification;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionTable;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.parameters.ParametersInForce;
import io.attestream.collector.scope.ScopeReader;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeTable;
import io.attestream.collector.soa.Contradiction;
import io.attestream.collector.soa.SoaTable;
import io.attestream.collector.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what turns by clock alone or outside of grades: units, exceptions, nonconformities, the
 * Statement, refused evidence, the disk. Each look is one transaction with what it puts into the outbox.
 */
public final class Watch implements AutoCloseable {
  private static final int MOST_REFUSALS = 200;
  private static final int MOST_NONCONFORMITIES = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Database database;
  private final Outbox outbox;
  private final int exceptionDays;
  private final long leastFree;
  private final LongSupplier free;
  private final Catalogue catalogue;
  private final LiveEvents.Subscription refusals;
  private final Clock clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "turn-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final ScopeReader scopes = new ScopeReader();
  private final ParametersInForce parameters = new ParametersInForce();

  /**
   * @param exceptionDays days before its last day from which an exception is told as expiring
   * @param leastFree bytes under which the disk is nearly full
   * @param free bytes that are free
   */
  public Watch(
      Database database,
      Outbox outbox,
      LiveEvents live,
      Catalogue catalogue,
      int exceptionDays,
      long leastFree,
      LongSupplier free,
      Clock clock) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.catalogue = catalogue;
    this.exceptionDays = exceptionDays;
    this.leastFree = leastFree;
    this.free = free;
    this.refusals =
        live.subscribe(MOST_REFUSALS, LiveEvent.EvidenceRefused.class::isInstance, () -> {});
  }

  /** Looks on each beat. */
  public void start(Duration beat) {
    worker.scheduleWithFixedDelay(this::guarded, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void guarded() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("what turned could not be looked at; the next look repeats it", e);
    }
  }

  /** Records what turned since the last look. Blocks. */
  public void look() {
    Instant now = clock.instant();
    database.change(handle -> look(handle, now));
  }

  private void look(Handle handle, Instant now) {
    turned(handle, Kind.UNIT, "REPORTING", units(handle, now), now);
    turned(handle, Kind.EXCEPTION, "IN_FORCE", exceptions(handle, now), now);
    turned(handle, Kind.NONCONFORMITY, "", nonconformities(handle, now), now);
    turned(handle, Kind.STATEMENT, "CONSISTENT", statement(handle), now);
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

  /** A unit is silent when its evidence is stale, or for longer than the owner allows. */
  private Map<String, State> units(Handle handle, Instant now) {
    int cadences = parameters.read(handle).evidence().staleCadences();
    Map<String, State> units = new TreeMap<>();
    handle
        .createQuery("SELECT name, committed_at, next_by FROM unit")
        .map(
            (row, context) -> {
              Instant committed = Instant.ofEpochMilli(row.getLong("committed_at"));
              long cadence = Math.max(row.getLong("next_by") - row.getLong("committed_at"), 1);
              boolean silent = now.isAfter(committed.plusMillis(cadences * cadence));
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
    for (ExceptionRecord exception : ExceptionTable.standing(handle)) {
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
                  + "."));
    }
    return states;
  }

  /** The newest entries: all that are open, and those closed that were seen open. */
  private static Map<String, State> nonconformities(Handle handle, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Set<String> seen = WatchedTable.of(handle, Kind.NONCONFORMITY).keySet();
    Map<String, State> entries = new TreeMap<>();
    for (Nonconformity entry :
        NonconformityTable.newest(handle, false, "", "", 0, MOST_NONCONFORMITIES)) {
      String id = Long.toString(entry.id());
      if (entry.open() || seen.contains(id)) {
        entries.put(id, nonconformity(entry, today));
      }
    }
    return entries;
  }

  private static State nonconformity(Nonconformity entry, LocalDate today) {
    String about =
        entry.number() + " on " + entry.requirement().text() + ", owner " + entry.owner() + ".";
    String next =
        entry.open()
            ? " Next: "
                + entry.stage().next()
                + entry.due().map(due -> ", by " + due).orElse("")
                + "."
            : "";
    String overdue = entry.overdue(today) ? "_OVERDUE" : "";
    return new State(entry.stage().name() + overdue, about + next);
  }

  /** Every row that there is, so that one which is put right is told as well. */
  private Map<String, State> statement(Handle handle) {
    Map<String, State> rows = new TreeMap<>();
    statement(handle, NamedScope.EVERYTHING, "", rows);
    for (NamedScope scope : ScopeTable.all(handle)) {
      statement(handle, scope.name(), " in " + scope.name(), rows);
    }
    return rows;
  }

  /** A scope without rows of its own contradicts nothing. */
  private void statement(Handle handle, String scope, String where, Map<String, State> rows) {
    Set<String> own = SoaTable.all(handle, scope).keySet();
    own.forEach(row -> rows.put(row + where, new State("CONSISTENT", "")));
    if (!own.isEmpty()) {
      Contradiction.all(handle, catalogue, scope)
          .forEach((row, found) -> rows.put(row + where, new State("CONTRADICTED", found.words())));
    }
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
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a look at what turned is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
