package io.attestream.agent.schedule;

import io.attestream.agent.commit.ScanFacts;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import io.attestream.agent.spool.SpoolException;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans and commits one unit. One thread at a time scans; a commit that the spool has no room for
 * stays pending and is cut later, together with what came after it.
 */
final class UnitWork {
  private static final Logger LOG = LoggerFactory.getLogger(UnitWork.class);

  private final ScopeUnit unit;
  private final ResourceSource source;
  private final UnitServices services;
  private final ChangeListener listener;
  private @Nullable UnitJudge judge;
  private @Nullable ScanFacts deferred;

  UnitWork(ScopeUnit unit, ResourceSource source, UnitServices services, ChangeListener listener) {
    this.unit = unit;
    this.source = source;
    this.services = services;
    this.listener = listener;
  }

  ScopeUnit unit() {
    return unit;
  }

  /**
   * Lists the unit completely and commits it.
   *
   * @return the judge that holds the unit's state, for watching
   * @throws SpoolException when results cannot be kept; the next scan starts from the last commit
   */
  synchronized UnitJudge scan() throws InterruptedException {
    LOG.debug("{}: scan begins", unit.id());
    Instant began = services.clock().instant();
    Instant startedAt = began.truncatedTo(ChronoUnit.SECONDS);
    boolean failed = true;
    try {
      UnitJudge current = judge == null ? open() : judge;
      judge = null;
      current.begin();
      ParallelSink sink = new ParallelSink(current, services.judges(), startedAt);
      String missing = list(sink);
      sink.drain();
      current.end(source.types(unit), missing, startedAt);
      commit(current, startedAt);
      judge = current;
      failed = !missing.equals("not listed");
      return current;
    } finally {
      services.metrics().scanned(unit, Duration.between(began, services.clock().instant()), failed);
    }
  }

  private UnitJudge open() {
    return new UnitJudge(
        services.spool().unit(unit),
        services.judge(),
        services.spool().state().secrets(),
        services.clock(),
        listener);
  }

  /** Whatever goes wrong inside a source becomes UNKNOWN for all that it had not listed. */
  private String list(ParallelSink sink) throws InterruptedException {
    try {
      source.scan(unit, sink);
      return "not listed";
    } catch (SourceException e) {
      LOG.warn("{}: {}", unit.id(), e.getMessage());
      return "the source cannot be used";
    } catch (RuntimeException e) {
      LOG.error("{}: the scan failed", unit.id(), e);
      return "the scan failed with " + e.getClass().getSimpleName();
    }
  }

  /** Commits what a watch brought, judged at this moment where checks look at the clock. */
  synchronized void commitWatched() {
    UnitJudge current = judge;
    if (current != null) {
      Instant startedAt = now();
      current.judgeClockChecks(startedAt);
      commit(current, startedAt);
    }
  }

  /** Cuts a commit that had to wait, if there is room now. */
  synchronized void retry() {
    UnitJudge current = judge;
    ScanFacts facts = deferred;
    if (current != null && facts != null) {
      cut(current, facts);
    }
  }

  /** Forgets the state, so that the next scan starts from the last commit. */
  synchronized void reset() {
    judge = null;
    deferred = null;
  }

  synchronized boolean waits() {
    return deferred != null;
  }

  private void commit(UnitJudge current, Instant startedAt) {
    Instant finishedAt = services.clock().instant();
    Instant nextBy =
        finishedAt.plus(services.schedule().interval()).plus(services.schedule().grace());
    cut(current, new ScanFacts(unit, startedAt, finishedAt, nextBy, current.enumerations()));
  }

  private void cut(UnitJudge current, ScanFacts facts) {
    if (services.spool().state().enrolled().isEmpty()) {
      deferred = facts;
      return;
    }
    OptionalLong seq =
        services
            .spool()
            .cut(
                current.leaves(),
                draft -> {
                  services.metrics().committed(unit, draft.tree().tally());
                  return services.signer().signer(facts).sign(draft);
                });
    if (seq.isEmpty()) {
      if (deferred == null) {
        LOG.error(
            "{}: the spool is full; changes stay pending until the collector takes commits",
            unit.id());
      }
      deferred = facts;
      services.metrics().deferred(unit, true);
      return;
    }
    deferred = null;
    LOG.info("{}: commit {}", unit.id(), seq.getAsLong());
    services.spooled().run();
  }

  private Instant now() {
    return services.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
