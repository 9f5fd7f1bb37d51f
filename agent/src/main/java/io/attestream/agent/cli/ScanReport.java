package io.attestream.agent.cli;

import io.attestream.agent.judge.CheckResult;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.checks.model.Severity;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collects the results of one scan, without any state. Resources are judged on {@code judges}; the
 * results are in the order of unit, type, resource and check, however the work fell out. Safe for
 * many threads.
 */
final class ScanReport {
  private static final int IN_FLIGHT = 64;
  private static final Comparator<CheckResult> ORDER =
      Comparator.comparing((CheckResult r) -> r.resource().unit())
          .thenComparing(r -> r.resource().type())
          .thenComparing(r -> r.resource().id())
          .thenComparing(r -> r.check().id());

  private static final Observation NO_EVIDENCE = new Observation(Map.of(), List.of());

  private final ResourceJudge judge;
  private final Instant now;
  private final boolean evidence;
  private final Executor judges;
  private final Semaphore permits = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final List<CheckResult> results = new ArrayList<>();
  private final List<Enumeration> failures = new ArrayList<>();
  private final Map<Status, Long> tally = new EnumMap<>(Status.class);
  private long resources;

  /**
   * @param evidence whether the results keep their evidence, which is most of their size
   * @param judges runs judgements
   */
  ScanReport(ResourceJudge judge, Instant now, boolean evidence, Executor judges) {
    this.judge = judge;
    this.now = now;
    this.evidence = evidence;
    this.judges = judges;
    for (Status status : Status.values()) {
      tally.put(status, 0L);
    }
  }

  /** A sink for one unit. */
  UnitSink unit(String unit) {
    return new UnitSink(unit);
  }

  /** Everything but passes and what does not apply, the worst first. */
  synchronized List<CheckResult> problems() {
    return results.stream()
        .filter(
            result ->
                result.verdict().status() == Status.FAIL
                    || result.verdict().status() == Status.UNKNOWN)
        .sorted(
            Comparator.comparing((CheckResult r) -> r.verdict().status())
                .thenComparing(r -> r.check().severity())
                .thenComparing(r -> r.check().id())
                .thenComparing(r -> r.resource().unit())
                .thenComparing(r -> r.resource().id()))
        .toList();
  }

  /** All results, ordered. */
  synchronized List<CheckResult> results() {
    results.sort(ORDER);
    return Collections.unmodifiableList(results);
  }

  synchronized List<Enumeration> failures() {
    return List.copyOf(failures);
  }

  synchronized long count(Status status) {
    return tally.getOrDefault(status, 0L);
  }

  synchronized long resources() {
    return resources;
  }

  /** Whether something failed at this severity or worse. */
  synchronized boolean failsAt(Severity least) {
    return results.stream()
        .anyMatch(
            result ->
                result.verdict().status() == Status.FAIL
                    && result.check().severity().compareTo(least) <= 0);
  }

  private synchronized void add(List<CheckResult> added) {
    for (CheckResult result : added) {
      results.add(evidence ? result : withoutEvidence(result));
      tally.merge(result.verdict().status(), 1L, Long::sum);
    }
  }

  private static CheckResult withoutEvidence(CheckResult result) {
    return new CheckResult(result.check(), result.resource(), NO_EVIDENCE, result.verdict());
  }

  private void judge(Resource resource) {
    try {
      add(judge.judge(resource, now));
      synchronized (this) {
        resources++;
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      permits.release();
    }
  }

  /** Waits for all that was seen; throws what the first failed judgement threw. */
  private void drain() {
    permits.acquireUninterruptibly(IN_FLIGHT);
    permits.release(IN_FLIGHT);
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** Takes what a source sees of one unit. */
  final class UnitSink implements ResourceSink {
    private final String unit;
    private final Set<String> listed = new TreeSet<>();

    private UnitSink(String unit) {
      this.unit = unit;
    }

    @Override
    public void seen(Resource resource) {
      permits.acquireUninterruptibly();
      judges.execute(() -> judge(resource));
    }

    @Override
    public void gone(ResourceIdentity identity) {
      throw new IllegalStateException("a scan saw " + identity.id() + " go");
    }

    @Override
    public void enumerated(Enumeration enumeration) {
      synchronized (ScanReport.this) {
        listed.add(enumeration.type());
        enumeration.blindSpot().ifPresent(spot -> failures.add(enumeration));
      }
      enumeration.blindSpot().ifPresent(spot -> unobserved(enumeration.type(), spot));
    }

    /** Ends the unit: a type that was to be listed and was not is unknown. */
    void end(Set<String> types, String missing) {
      drain();
      Set<String> open = new TreeSet<>(types);
      synchronized (ScanReport.this) {
        open.removeAll(listed);
      }
      BlindSpot spot = new BlindSpot("", UnknownReason.API_ERROR, "scan", missing);
      open.forEach(type -> enumerated(new Enumeration(type, "scan", 0, 0, spot)));
    }

    private void unobserved(String type, BlindSpot spot) {
      add(judge.unobserved(ResourceIdentity.wholePopulation(unit, type), spot, now));
    }
  }
}
