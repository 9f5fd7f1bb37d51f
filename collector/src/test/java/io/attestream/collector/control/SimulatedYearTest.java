package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.control.SimulatedEstate.Result;
import io.attestream.collector.exceptions.ExceptionRecord;
import io.attestream.collector.exceptions.ExceptionRegister;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.manual.Slot;
import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.nonconformity.NonconformityWatch;
import io.attestream.collector.nonconformity.Requirement;
import io.attestream.collector.nonconformity.Source;
import io.attestream.collector.nonconformity.Step;
import io.attestream.collector.nonconformity.StepKind;
import io.attestream.collector.nonconformity.Watched;
import io.attestream.collector.parameters.ParametersDesk;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of an estate: {@code year/events.csv} says what happens, {@code year/expected.csv} every change of
 * a grade that has to follow, {@code year/register.csv} the life of the nonconformity, thought out by hand.
 */
class SimulatedYearTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final Map<String, String> UNITS =
      Map.of("A", "aws:111111111111:eu-west-1", "B", "aws:222222222222:eu-west-1");
  private static final Map<String, int[]> POPULATION =
      Map.of(
          "aws.rds.instance.keeps-backups", new int[] {12, 8},
          "aws.s3.bucket.versioning-is-enabled", new int[] {12, 8},
          "aws.s3.bucket.critical-data-is-replicated", new int[] {10, 10},
          "aws.ec2.volume.is-encrypted", new int[] {20, 20},
          "aws.kms.key.policy-is-not-public", new int[] {10, 10},
          "aws.guardduty.region.is-enabled", new int[] {1, 1});

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-01-01T05:00:00Z");
  private final ControlRegistry registry = ControlRegistry.bundled();
  private final Set<String> silent = new HashSet<>();
  private final List<String> stages = new ArrayList<>();
  private String stage = "";
  private long opened;
  private TestDecisions log;
  private VirtualAlarm alarm;
  private ControlBoard board;
  private SimulatedEstate estate;
  private NonconformityRegister register;
  private NonconformityWatch watch;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    alarm = new VirtualAlarm(clock);
    board =
        new ControlBoard(
            log.database(),
            CatalogueLoader.bundled(),
            registry,
            new LiveEvents(),
            TestTurns.untold(),
            clock,
            alarm);
    estate = new SimulatedEstate(log.database(), board, clock, Duration.ofDays(1));
    register = new NonconformityRegister(CatalogueLoader.bundled(), registry, log.decisions());
    watch = new NonconformityWatch(log.database(), register, log.decisions(), clock);
  }

  @AfterEach
  void close() {
    watch.close();
    board.close();
    log.close();
  }

  @Test
  void everyGradeOfTheYearIsAsThoughtOutByHand() throws Exception {
    prepare();
    Map<Integer, List<String[]>> events = new TreeMap<>();
    read("events.csv")
        .forEach(e -> events.computeIfAbsent(Integer.valueOf(e[0]), d -> new ArrayList<>()).add(e));
    for (int day = 0; day <= 365; day++) {
      until(day, "06:00");
      commit(day, events.getOrDefault(day, List.of()));
      board.settle();
      watch.settle();
      follow(day, "06:00");
      until(day, "07:00");
      for (String[] event : events.getOrDefault(day, List.of())) {
        decide(event);
      }
      follow(day, "07:00");
    }
    List<String> expected =
        read("expected.csv").stream().map(e -> String.join(" ", List.of(e).subList(0, 5))).toList();
    List<String> subjects = expected.stream().map(e -> e.split(" ")[0]).distinct().toList();
    List<String> happened = new ArrayList<>();
    subjects.forEach(subject -> happened.addAll(history(subject)));
    assertThat(happened).containsExactlyElementsOf(expected.stream().map(String::strip).toList());
    assertThat(stages)
        .containsExactlyElementsOf(
            read("register.csv").stream()
                .map(e -> String.join(" ", List.of(e).subList(0, 3)))
                .toList());
  }

  /** Notes the stage of the nonconformity when it is another; what it decides is graded at once. */
  private void follow(int day, String time) {
    if (opened == 0) {
      return;
    }
    String now =
        log.database()
            .read(handle -> NonconformityTable.find(handle, opened))
            .orElseThrow()
            .stage()
            .name();
    if (!now.equals(stage)) {
      stage = now;
      stages.add(day + " " + time + " " + now);
      board.assessAll();
    }
  }

  private void treat() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    register.step("ada", opened, new Step.Told(StepKind.CORRECTION, "replicated"));
    register.step("ada", opened, new Step.Cause("five whys", "no default", "missing default"));
    register.step(
        "ada",
        opened,
        new Step.Plan(List.of(new Step.Plan.Action("a default", "ada", today.plusDays(20)))));
    register.step("bob", opened, new Step.Told(StepKind.PLAN_ACCEPTANCE, "good"));
    register.step("ada", opened, new Step.Implementation("merged", "https://example.test/1"));
    register.step("bob", opened, new Step.Verification("saw it", 40));
  }

  private long open(String control, String check) {
    return register.open(
        "ada",
        new Draft(
            Kind.MINOR,
            Requirement.ofControl(control),
            Source.OBSERVATION,
            "A bucket is not replicated",
            "",
            "platform team",
            0,
            List.of(new Watched(check, ""))));
  }

  private void prepare() {
    for (String name : List.of("ada", "bob")) {
      log.database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO app_user (name, password_hash, role, created_at)"
                          + " VALUES (?, '', 'manager', 0)",
                      name));
    }
    new Statement(registry, log.decisions()).draft("ada");
    ManualEvidenceDesk desk = new ManualEvidenceDesk(registry, log.decisions());
    for (String control : List.of("8.13", "8.24", "8.3", "8.16", "8.14")) {
      desk.take(
          "ada",
          new ManualEvidenceDesk.Brought(
              control, Slot.DOCUMENTATION, "rule", "wiki", "", FIRST, 500, null, "ada"));
    }
  }

  private void commit(int day, List<String[]> events) {
    Map<String, Map<Result, @Nullable Status>> changes = new HashMap<>();
    for (String[] event : events) {
      switch (event[1]) {
        case "silent" -> silent.add(event[2]);
        case "back" -> silent.remove(event[2]);
        default -> {}
      }
    }
    UNITS.keySet().stream()
        .filter(unit -> !silent.contains(unit))
        .forEach(unit -> changes.put(name(unit), new HashMap<>()));
    if (day == 0) {
      POPULATION.forEach(
          (check, counts) -> {
            set(changes, "A", check, 1, counts[0], Status.PASS);
            set(changes, "B", check, 1, counts[1], Status.PASS);
          });
    }
    for (String[] event : events) {
      if (event[1].equals("fail") || event[1].equals("pass")) {
        String[] range = event[4].split("-");
        set(
            changes,
            event[2],
            event[3],
            Integer.parseInt(range[0]),
            Integer.parseInt(range[1]),
            event[1].equals("fail") ? Status.FAIL : Status.PASS);
      }
    }
    estate.commit(changes);
  }

  private static void set(
      Map<String, Map<Result, @Nullable Status>> changes,
      String unit,
      String check,
      int from,
      int to,
      Status status) {
    for (int resource = from; resource <= to; resource++) {
      Objects.requireNonNull(changes.get(name(unit)), "a silent unit commits nothing")
          .put(new Result(name(unit), check, resource), status);
    }
  }

  private void decide(String[] event) {
    switch (event[1]) {
      case "except" -> except(event[2], event[3], Integer.parseInt(event[4]));
      case "soa" -> statement(event[2], event[3], Integer.parseInt(event[4]));
      case "parameter" ->
          new ParametersDesk(registry, log.decisions())
              .change("ada", Map.of(event[2], event[3]), "trial");
      case "open" -> opened = open(event[2], event[3]);
      case "treat" -> treat();
      case "cause" ->
          register.step("ada", opened, new Step.Cause("five whys", "not told", "awareness"));
      default -> {
        return;
      }
    }
    board.assessAll();
  }

  private void except(String unit, String check, int lastDay) {
    new ExceptionRegister(CatalogueLoader.bundled(), registry, log.decisions())
        .add(
            "ada",
            new ExceptionRecord(
                0,
                check,
                name(unit),
                "",
                "",
                "platform team",
                "to be migrated",
                "risk board",
                "",
                FIRST.plusDays(lastDay)));
  }

  private void statement(String control, String word, int due) {
    boolean excluded = word.equals("excluded");
    boolean planned = word.equals("planned");
    new Statement(registry, log.decisions())
        .set(
            "ada",
            new SoaEntry(
                control,
                !excluded,
                Set.of(),
                excluded ? "no keys of our own" : "",
                excluded ? "board" : "",
                planned ? Implementation.PLANNED : Implementation.YES,
                planned ? FIRST.plusDays(due) : null,
                ""));
  }

  private static String name(String unit) {
    return Objects.requireNonNull(UNITS.get(unit), unit);
  }

  private void until(int day, String time) throws InterruptedException {
    Instant then = Instant.parse(FIRST.plusDays(day) + "T" + time + ":00Z");
    alarm.pass(Duration.between(clock.instant(), then), board);
  }

  private List<String> history(String subject) {
    boolean clause = subject.contains("/") || subject.startsWith("10.");
    return log.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT at, grade, rule, from_grade FROM %s WHERE %s = :subject ORDER BY at"
                            .formatted(
                                clause ? "clause_history" : "grade_history",
                                clause ? "clause" : "control"))
                    .bind("subject", subject)
                    .map(
                        (row, context) -> {
                          Instant at = Instant.ofEpochMilli(row.getLong("at"));
                          long day =
                              LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay()
                                  - FIRST.toEpochDay();
                          String time =
                              DateTimeFormatter.ofPattern("HH:mm")
                                  .withZone(ZoneOffset.UTC)
                                  .format(at);
                          return (subject
                                  + " "
                                  + day
                                  + " "
                                  + time
                                  + " "
                                  + row.getString("grade")
                                  + " "
                                  + row.getString("rule"))
                              .strip();
                        })
                    .list());
  }

  private static List<String[]> read(String file) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            SimulatedYearTest.class.getResourceAsStream("/year/" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(",", 6))
          .toList();
    }
  }
}
