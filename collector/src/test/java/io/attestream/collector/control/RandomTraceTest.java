package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.CheckFacts;
import io.attestream.collector.assessment.ControlFacts;
import io.attestream.collector.assessment.ControlGrader;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.control.SimulatedEstate.Result;
import io.attestream.collector.control.SimulatedEstate.Standing;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Random histories: what is kept on the way equals what the whole history says. */
class RandomTraceTest {
  private static final long DAY = Period.DAY;
  private static final List<String> UNITS =
      List.of("aws:111111111111:eu-west-1", "aws:222222222222:eu-west-1");
  private static final List<String> CHECKS =
      List.of(
          "aws.kms.key.policy-is-not-public",
          "aws.ec2.volume.is-encrypted",
          "aws.rds.instance.keeps-backups");
  private static final Duration CADENCE = Duration.ofHours(12);

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void whatIsKeptEqualsWhatTheHistorySays(@ForAll long seed) throws Exception {
    Path directory = Files.createTempDirectory("attestream-trace");
    try (Trace trace = new Trace(directory, new Random(seed))) {
      for (int step = 0; step < 90; step++) {
        trace.step();
        if (step % 6 == 5) {
          trace.compare();
        }
      }
    }
  }

  /** A run of FAIL; {@code until} is open while it lasts. */
  private record Run(String check, long since, long until) {}

  private static final class Trace implements AutoCloseable {
    private final Random random;
    private final MutableClock clock = MutableClock.at("2026-01-01T05:00:00Z");
    private final Database database;
    private final VirtualAlarm alarm = new VirtualAlarm(clock);
    private final ControlBoard board;
    private final SimulatedEstate estate;
    private final Mapping mapping =
        new Mapping(CatalogueLoader.bundled(), ControlRegistry.bundled());

    private final List<Run> ended = new ArrayList<>();
    private final Map<String, TreeSet<Long>> commits = new TreeMap<>();

    /** Each state with its time: pass and fail by check. */
    private final TreeMap<Long, Map<String, long[]>> past = new TreeMap<>();

    Trace(Path directory, Random random) {
      this.random = random;
      database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
      board =
          new ControlBoard(
              database,
              CatalogueLoader.bundled(),
              ControlRegistry.bundled(),
              new LiveEvents(),
              TestTurns.untold(),
              clock,
              alarm);
      estate = new SimulatedEstate(database, board, clock, CADENCE);
    }

    void step() throws InterruptedException {
      alarm.pass(Duration.ofMinutes(1 + random.nextInt(60 * 60)), board);
      if (random.nextInt(12) == 0) {
        alarm.pass(Duration.ofDays(random.nextInt(12)), board);
      }
      Map<String, Map<Result, @Nullable Status>> changes = new HashMap<>();
      for (String unit : UNITS) {
        if (random.nextInt(5) > 0) {
          changes.put(unit, changes(unit));
        }
      }
      long now = clock.millis();
      Map<Result, Standing> before = estate.standing();
      estate.commit(changes);
      board.settle();
      Map<Result, Standing> after = estate.standing();
      before.forEach(
          (result, was) -> {
            Standing is = after.get(result);
            if (was.status() == Status.FAIL && (is == null || is.status() != Status.FAIL)) {
              ended.add(new Run(result.check(), was.since(), now));
            }
          });
      changes.keySet().forEach(u -> commits.computeIfAbsent(u, n -> new TreeSet<>()).add(now));
      past.put(now, counts(after));
    }

    private Map<Result, @Nullable Status> changes(String unit) {
      @Nullable Status[] choices = {
        Status.PASS, Status.PASS, Status.FAIL, Status.FAIL, Status.UNKNOWN, null
      };
      Map<Result, @Nullable Status> changes = new HashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        changes.put(
            new Result(unit, CHECKS.get(random.nextInt(3)), random.nextInt(5)),
            choices[random.nextInt(choices.length)]);
      }
      return changes;
    }

    private static Map<String, long[]> counts(Map<Result, Standing> standing) {
      Map<String, long[]> counts = new HashMap<>();
      standing.forEach(
          (result, is) -> {
            long[] count = counts.computeIfAbsent(result.check(), c -> new long[2]);
            if (is.status() == Status.PASS) {
              count[0]++;
            } else if (is.status() == Status.FAIL) {
              count[1]++;
            }
          });
      return counts;
    }

    void compare() throws InterruptedException {
      alarm.pass(Duration.ofMinutes(2), board);
      long now = clock.millis();
      FactsReader reader = new FactsReader(mapping);
      ControlGrader grader = new ControlGrader(GradingParameters.DEFAULTS);
      Snapshot known =
          database.read(
              handle ->
                  Snapshot.read(
                      handle, mapping.checksOf(mapping.ids()), GradingParameters.DEFAULTS, now));
      for (Control control : mapping.controls()) {
        ControlFacts facts = reader.facts(control, known);
        Assessment anew = grader.assess(facts);
        assertThat(kept(control.id()))
            .as("%s at %s", control.id(), clock.instant())
            .isEqualTo(
                anew.grade() + " " + anew.fired().stream().map(Fired::rule).sorted().toList());
        facts.checks().forEach(check -> compare(check, now));
      }
      compareObserved(known, now);
    }

    private long firstCommit() {
      return commits.values().stream().mapToLong(TreeSet::first).min().orElse(clock.millis());
    }

    private String kept(String control) {
      return database.read(
          handle ->
              handle
                  .createQuery(
                      "SELECT grade || ' ' || (SELECT COALESCE(group_concat(rule, ', '), '') FROM"
                          + " (SELECT json_extract(value, '$.rule') AS rule"
                          + " FROM json_each(detail, '$.fired') ORDER BY 1)) FROM grade"
                          + " WHERE control = :control")
                  .bind("control", control)
                  .mapTo(String.class)
                  .map(text -> text.replaceFirst(" ", " [") + "]")
                  .one());
    }

    private void compare(CheckFacts check, long now) {
      long today = now / DAY;
      long from = Math.max(today - 89, firstCommit() / DAY);
      long grace = GradingParameters.DEFAULTS.grace(check.severity());
      List<Run> runs = new ArrayList<>(ended);
      estate
          .standing()
          .forEach(
              (result, is) -> {
                if (is.status() == Status.FAIL) {
                  runs.add(new Run(result.check(), is.since(), now));
                }
              });
      long lapsed = 0;
      for (long day = from; day <= today; day++) {
        long begin = day * DAY;
        long end = begin + DAY - 1;
        boolean any =
            runs.stream()
                .filter(run -> run.check().equals(check.check()))
                .anyMatch(
                    run -> {
                      long beyond = run.since() + (grace + 1) * DAY;
                      return beyond <= run.until() && beyond <= end && run.until() >= begin;
                    });
        lapsed += any ? 1 : 0;
      }
      assertThat(check.failDaysRatio())
          .as(check.check())
          .isCloseTo((double) lapsed / (today - from + 1), within(1e-9));

      Map.Entry<Long, Map<String, long[]>> then = past.floorEntry((today - 29) * DAY - 1);
      long[] count =
          then == null ? new long[2] : then.getValue().getOrDefault(check.check(), new long[2]);
      if (count[0] + count[1] == 0) {
        assertThat(check.failRateBefore()).isNull();
      } else {
        assertThat(check.failRateBefore())
            .as(check.check())
            .isCloseTo((double) count[1] / (count[0] + count[1]), within(1e-9));
      }
    }

    /** Millisecond by millisecond in effect: what each commit kept fresh until the next. */
    private void compareObserved(Snapshot known, long now) {
      long closed = now / DAY * DAY;
      known
          .units()
          .byId()
          .forEach(
              (id, unit) -> {
                TreeSet<Long> times = commits.getOrDefault(unit.name(), new TreeSet<>());
                long start =
                    Math.max(Math.max(now / DAY - 89, firstCommit() / DAY) * DAY, times.first());
                long fresh = 0;
                for (Long at : times) {
                  Long next = times.higher(at);
                  long until =
                      Math.min(at + 2 * CADENCE.toMillis(), next == null ? Long.MAX_VALUE : next);
                  fresh += Math.max(0, Math.min(until, closed) - Math.max(at, start));
                }
                double share = closed <= start ? 1 : (double) fresh / (closed - start);
                assertThat(known.period().coverage(List.of(id)))
                    .as(unit.name())
                    .isCloseTo(share, within(1e-9));
              });
    }

    @Override
    public void close() {
      board.close();
      database.close();
    }
  }
}
