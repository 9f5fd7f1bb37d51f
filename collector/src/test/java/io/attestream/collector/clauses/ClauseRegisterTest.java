package io.attestream.collector.clauses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Assessment;
import io.attestream.collector.assessment.Clause;
import io.attestream.collector.assessment.ClauseFacts;
import io.attestream.collector.assessment.ClauseGrader;
import io.attestream.collector.assessment.Fired;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.manual.ManualEvidenceDesk;
import io.attestream.collector.manual.Slot;
import io.attestream.collector.nonconformity.RegisterFacts;
import io.attestream.collector.soa.Reason;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.evidence.entry.DecisionEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClauseRegisterTest {
  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-01T00:00:00Z");
  private final ControlRegistry registry = ControlRegistry.bundled();
  private final ClauseRegister register = new ClauseRegister(registry);
  private TestDecisions log;
  private ClauseDesk desk;
  private ManualEvidenceDesk evidence;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    desk = new ClauseDesk(log.decisions());
    evidence = new ManualEvidenceDesk(registry, log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theRequirementsAreTheLeavesOfTheClauses() {
    List<String> leaves =
        Clause.ids().stream()
            .filter(id -> Clause.ids().stream().noneMatch(other -> other.startsWith(id + ".")))
            .toList();
    assertThat(Requirement.all()).extracting(Requirement::clause).containsExactlyElementsOf(leaves);
  }

  @Test
  void nothingIsSaidUntilTheRegisterIsBegunAndThenWhatIsMissingCounts() {
    assertThat(facts()).isEmpty();
    long id = record("4.3", "2026-10-01", 365);
    assertThat(grade("4.3").grade()).isEqualTo(Grade.CONFORMING);
    assertThat(rules("8.2")).containsExactly("CL1 LIKELY_MAJOR");
    assertThat(rules("4.1")).containsExactly("E3 NO_EVIDENCE");
    assertThat(facts()).hasSize(28);

    clock.advance(Duration.ofDays(340));
    assertThat(rules("4.3")).as("6 days past its review").containsExactly("O6 OFI");
    evidence.withdraw("ada", "clause 4.3", id);
    assertThat(facts()).isEmpty();
    assertThat(log.logged())
        .extracting(DecisionEntry::about)
        .containsExactly("clause/4.3/evidence/1", "clause/4.3/evidence/1");
  }

  @Test
  void anAuditIsLateByClockAloneAndNoneEverIsMajor() {
    long audit = audit("2026-11-20", Set.of("Ada"), "clauses controls");
    assertThat(rules("9.2.1")).as("planned, none ever held").contains("CL2 LIKELY_MAJOR");
    clock.advance(Duration.ofDays(19));
    desk.hold("ben", audit, held("2026-11-20", "", false));
    assertThat(grade("9.2.1").grade()).isEqualTo(Grade.CONFORMING);

    audit("2027-02-01", Set.of("Ada"), "9");
    clock.advance(Duration.ofDays(73 + 1));
    assertThat(rules("9.2.1")).as("a day late").containsExactly("CL2 OFI");
    clock.advance(Duration.ofDays(30));
    assertThat(rules("9.2.1")).as("31 days late").containsExactly("CL2 LIKELY_MINOR");
    clock.advance(Duration.ofDays(60));
    assertThat(rules("9.2.1")).as("91 days late").containsExactly("CL2 LIKELY_MAJOR");
  }

  @Test
  void withoutAPlanTheNextIsDueAYearAfterTheLast() {
    long audit = audit("2026-11-01", Set.of("Ada"), "clauses controls");
    desk.hold("ben", audit, held("2026-11-01", "", false));
    clock.advance(Duration.ofDays(365));
    assertThat(grade("9.2.1").grade()).isEqualTo(Grade.CONFORMING);
    clock.advance(Duration.ofDays(1));
    assertThat(rules("9.2.1")).containsExactly("CL2 OFI");
  }

  @Test
  void aReviewShowsWhatItDidNotTreatAndWhoWasMissing() {
    long review =
        desk.plan(
            "ada",
            new ClauseEvent(
                0, EventKind.REVIEW, "Review", LocalDate.parse("2026-11-01"), Set.of(), "", null));
    assertThat(rules("9.3.1")).contains("CL2 LIKELY_MAJOR", "E3 NO_EVIDENCE");
    assertThat(rules("9.3.2")).containsExactly("CL1 LIKELY_MAJOR");
    desk.hold("ada", review, held("2026-11-01", "abcdfg", true));
    assertThat(rules("9.3.2")).containsExactly("CL3 LIKELY_MINOR");
    assertThat(grade("9.3.1").grade()).isEqualTo(Grade.CONFORMING);
    assertThat(grade("9.3.3").grade()).as("the minutes").isEqualTo(Grade.CONFORMING);
    desk.hold("ada", review, held("2026-11-01", "abcdefg", false));
    assertThat(rules("9.3.2")).containsExactly("CL3 LIKELY_MAJOR");
    desk.hold("ada", review, held("2026-11-01", "abcdefg", true));
    assertThat(grade("9.3.2").grade()).isEqualTo(Grade.CONFORMING);
  }

  @Test
  void theCycleShouldCoverEverythingThatApplies() {
    record("9.2.2", "2026-10-01", 365);
    audit("2026-12-01", Set.of("Ada"), "clauses A.5 A.6");
    // 28 requirements, 37 and 8 controls of 121.
    assertThat(fired("9.2.2").get(0).facts()).contains("60.3 %");
    assertThat(rules("9.2.2")).containsExactly("CL4 LIKELY_MAJOR");
    audit(
        "2027-06-01",
        Set.of("Ada"),
        "A.7 A.8.1, A.8.2 A.8.3 A.8.4 A.8.5 A.8.6 A.8.7 A.8.8 A.8.9 A.8.10");
    assertThat(rules("9.2.2"))
        .as("73, 14 and 10 are 97 of 121")
        .containsExactly("CL4 LIKELY_MINOR");
    audit("2028-06-01", Set.of("Ada"), "A.8");
    assertThat(grade("9.2.2").grade()).isEqualTo(Grade.CONFORMING);
    audit("2031-06-01", Set.of("Ada"), "A.8");
  }

  @Test
  void anAuditOverTheOnlyAuditorsOwnWorkShows() {
    record("9.2.2", "2026-10-01", 365);
    new Statement(registry, log.decisions())
        .set(
            "ada",
            new SoaEntry(
                "8.5", true, Set.of(Reason.RISK), "", "", Implementation.YES, null, " ada "));
    long alone = audit("2026-11-01", Set.of("Ada"), "clauses controls");
    desk.hold("ben", alone, held("2026-11-01", "", false));
    assertThat(rules("9.2.2")).containsExactly("CL5 LIKELY_MINOR");
    long two = audit("2026-11-01", Set.of("Ada", "Ben"), "clauses controls");
    desk.hold("ben", two, held("2026-11-01", "", false));
    desk.withdraw("ben", alone);
    assertThat(grade("9.2.2").grade()).as("Ben may take 8.5").isEqualTo(Grade.CONFORMING);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(() -> audit("2026-11-01", Set.of(), "clauses"), "an audit needs an auditor");
    refused(() -> audit("2026-11-01", Set.of("Ada"), "A.9 everything"), "'A.9'", "'everything'");
    refused(() -> audit("2026-11-01", Set.of("Ada"), " "), "a scope of 1 to");
    long audit = audit("2026-11-01", Set.of("Ada"), "clauses");
    refused(() -> desk.hold("ada", audit, held("2026-11-02", "", true)), "in the future");
    refused(() -> desk.hold("ada", audit, held("2026-11-01", "xyz", true)), "letters a to g");
    refused(() -> desk.hold("ada", 99, held("2026-11-01", "", true)), "no audit or review 99");
    refused(() -> record("9.9", "2026-10-01", 365), "the standard has no clause 9.9");
    assertThat(log.logged()).hasSize(1);
  }

  private static void refused(Runnable work, String... words) {
    assertThatThrownBy(work::run)
        .isInstanceOf(DecisionRefused.class)
        .hasMessageContainingAll(words);
  }

  private long audit(String planned, Set<String> auditors, String scope) {
    return desk.plan(
        "ada",
        new ClauseEvent(
            0, EventKind.AUDIT, "Audit", LocalDate.parse(planned), auditors, scope, null));
  }

  private static ClauseEvent.Held held(String on, String inputs, boolean top) {
    return new ClauseEvent.Held(LocalDate.parse(on), "minutes", "", inputs, top);
  }

  private long record(String clause, String effective, int reviewDays) {
    return evidence.take(
        "ada",
        new ManualEvidenceDesk.Brought(
            "clause " + clause,
            Slot.DOCUMENTATION,
            "title",
            "wiki",
            "",
            LocalDate.parse(effective),
            reviewDays,
            null,
            "owner"));
  }

  private List<ClauseFacts> facts() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return log.database()
        .read(
            handle ->
                register.facts(
                    handle, RegisterFacts.read(handle, today.toEpochDay() * 86_400_000L), today));
  }

  private Assessment grade(String clause) {
    ClauseFacts of =
        facts().stream().filter(f -> f.clause().equals(clause)).findFirst().orElseThrow();
    return new ClauseGrader(GradingParameters.DEFAULTS).assess(of);
  }

  private List<Fired> fired(String clause) {
    return grade(clause).fired();
  }

  private List<String> rules(String clause) {
    return fired(clause).stream().map(f -> f.rule() + " " + f.grade()).toList();
  }
}
