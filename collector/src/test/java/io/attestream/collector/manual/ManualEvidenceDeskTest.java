package io.attestream.collector.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.ManualEvidence;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualEvidenceDeskTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

  @TempDir private Path directory;
  private TestDecisions log;
  private ManualEvidenceDesk desk;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, MutableClock.at("2026-11-25T08:00:00Z"));
    desk = new ManualEvidenceDesk(ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whatIsRecordedKeepsItsEffectiveDateApartFromWhenItWasReceived() {
    desk.take("ada", brought(Slot.DOCUMENTATION, "2026-01-10", 365, null));
    ManualRecord record = records().get(0);
    assertThat(record.effectiveOn()).isEqualTo("2026-01-10");
    assertThat(record.receivedAt()).isEqualTo("2026-11-25T08:00:00Z");
    assertThat(log.logged().get(0).kind()).isEqualTo("manual-evidence");
    assertThat(log.logged().get(0).content()).containsEntry("effectiveOn", "2026-01-10");
    assertThat(log.changed()).singleElement().asString().isEqualTo("[6.1]");
  }

  @Test
  void bothSlotsAreNeededUnlessChecksShowTheOperation() {
    desk.take("ada", brought(Slot.DOCUMENTATION, "2026-11-01", 365, null));
    assertThat(state(AutomationClass.N)).isEqualTo(ManualEvidence.State.MISSING);
    assertThat(state(AutomationClass.P)).isEqualTo(ManualEvidence.State.MISSING);
    assertThat(state(AutomationClass.F)).isEqualTo(ManualEvidence.State.VALID);
    desk.take("ada", brought(Slot.OPERATION, "2026-11-01", 365, null));
    assertThat(state(AutomationClass.N)).isEqualTo(ManualEvidence.State.VALID);
  }

  @Test
  void theSlotThatIsDueFirstDecidesAndANewerRecordTakesOver() {
    desk.take("ada", brought(Slot.DOCUMENTATION, "2026-11-01", 365, null));
    desk.take("ada", brought(Slot.OPERATION, "2026-07-01", 90, null));
    assertThat(evidence().overdueDays()).isEqualTo(57);
    desk.take("ada", brought(Slot.OPERATION, "2026-11-20", 90, "2026-12-01"));
    assertThat(evidence().state()).isEqualTo(ManualEvidence.State.VALID);
    assertThat(evidence().dueInDays()).isEqualTo(85);
    assertThat(evidence().expiresInDays()).isEqualTo(6);
  }

  @Test
  void whatIsWithdrawnCountsNoMoreAndTheLogKeepsIt() {
    desk.take("ada", brought(Slot.DOCUMENTATION, "2026-11-01", 365, null));
    long id = desk.take("ada", brought(Slot.OPERATION, "2026-11-01", 365, null));
    desk.withdraw("bob", "6.1", id);
    assertThat(state(AutomationClass.N)).isEqualTo(ManualEvidence.State.MISSING);
    assertThat(log.logged().get(2).kind()).isEqualTo("manual-evidence-withdrawn");
    assertThat(refused(() -> desk.withdraw("bob", "6.1", id)))
        .containsExactly("control 6.1 has no record " + id);
  }

  @Test
  void everyMistakeIsToldAndNothingIsLogged() {
    ManualEvidenceDesk.Brought wrong =
        new ManualEvidenceDesk.Brought(
            "6.1",
            Slot.OPERATION,
            "",
            "",
            "",
            LocalDate.parse("2026-11-26"),
            0,
            LocalDate.parse("2026-11-01"),
            "");
    assertThat(refused(() -> desk.take("ada", wrong)))
        .containsExactly(
            "a title of at most 500 characters is needed",
            "a reference or a SHA-256 digest is needed",
            "the effective date 2026-11-26 is in the future",
            "the review interval must be 1 to 1096 days",
            "it expires before it takes effect",
            "an owner of at most 100 characters is needed");
    assertThat(log.logged()).isEmpty();
  }

  private static ManualEvidenceDesk.Brought brought(
      Slot slot, String effective, int reviewDays, @Nullable String expires) {
    return new ManualEvidenceDesk.Brought(
        "6.1",
        slot,
        "Screening procedure",
        "https://wiki.example/screening",
        "",
        LocalDate.parse(effective),
        reviewDays,
        expires == null ? null : LocalDate.parse(expires),
        "people team");
  }

  private List<ManualRecord> records() {
    return log.database().read(handle -> ManualTable.of(handle, "6.1"));
  }

  private ManualEvidence evidence() {
    return ManualState.of(records(), AutomationClass.N, TODAY);
  }

  private ManualEvidence.State state(AutomationClass automation) {
    return ManualState.of(records(), automation, TODAY).state();
  }

  private static List<String> refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(DecisionRefused.class, call).problems();
  }
}
