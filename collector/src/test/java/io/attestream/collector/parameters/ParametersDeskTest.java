package io.attestream.collector.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.Severity;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.evidence.entry.DecisionEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersDeskTest {
  @TempDir private Path directory;
  private TestDecisions log;
  private ParametersDesk desk;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, MutableClock.at("2026-11-01T00:00:00Z"));
    desk = new ParametersDesk(ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aChangeIsAVersionWithOldAndNewValueAndReasonInTheLog() {
    ParametersInForce inForce = new ParametersInForce();
    assertThat(log.database().<GradingParameters>read(inForce::read))
        .isEqualTo(GradingParameters.DEFAULTS);

    assertThat(desk.change("ada", Map.of("graceDays.high", "14"), "our SLA")).isEqualTo(1);
    assertThat(desk.change("ben", Map.of("lapses.share", "0.1"), "agreed")).isEqualTo(2);
    GradingParameters now = log.database().read(inForce::read);
    assertThat(now.grace(Severity.HIGH)).isEqualTo(14);
    assertThat(now.lapses().share()).isEqualTo(0.1);

    List<DecisionEntry> logged = log.logged();
    assertThat(logged).hasSize(2);
    assertThat(logged.get(0).kind()).isEqualTo("grading-parameters");
    assertThat(logged.get(0).by()).isEqualTo("ada");
    assertThat(logged.get(0).content())
        .containsEntry("reason", "our SLA")
        .containsEntry("changes", Map.of("graceDays.high", Map.of("from", "7", "to", "14")));
    assertThat(log.changed()).allMatch(controls -> controls.size() == 93);
    assertThat(log.database().<List<ParametersVersion>>read(ParametersTable::newest))
        .extracting(ParametersVersion::by)
        .containsExactly("ben", "ada");
  }

  @Test
  void whatCannotBeIsRefusedAndLeavesNothing() {
    refused(Map.of("graceDays.high", "7"), "why", "these are the values that are in force");
    refused(Map.of("graceDays.high", "soon"), "why", "expected a number");
    refused(Map.of("graceDays.high", "8"), " ", "a reason");
    assertThat(log.logged()).isEmpty();
    assertThat(log.database().<ParametersVersion>read(ParametersTable::current).version()).isZero();
  }

  private void refused(Map<String, String> values, String reason, String message) {
    assertThatThrownBy(() -> desk.change("ada", values, reason))
        .isInstanceOf(DecisionRefused.class)
        .hasMessageContaining(message);
  }
}
