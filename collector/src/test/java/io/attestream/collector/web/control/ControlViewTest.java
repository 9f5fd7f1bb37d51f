package io.attestream.collector.web.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.control.Theme;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.GradeRow;
import io.attestream.collector.web.view.ScopeChoice;
import io.attestream.collector.web.view.SeverityBadge;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlViewTest {
  @Test
  void rulesThatFiredAlikeAreToldOnceAndTheirFactsNameTheCheckByItsTitle() {
    ControlView view =
        view(
            List.of(
                rule("O2", "k8s.workload.labelled: high, 1 of 4", "it is being remedied"),
                rule("O2", "something else", "it is being remedied"),
                rule("O2", "a third", "it was accepted"),
                rule("E3", "no documents", "")));

    assertThat(view.readings())
        .extracting(reading -> reading.rule() + " " + reading.facts().size())
        .containsExactly("O2 2", "O2 1", "E3 1");
    ControlView.Fact first = view.readings().get(0).facts().get(0);
    assertThat(first.check().orElseThrow().title()).isEqualTo("Has a team");
    assertThat(first.text()).isEqualTo("high, 1 of 4");
    assertThat(view.readings().get(0).facts().get(1))
        .isEqualTo(new ControlView.Fact(Optional.empty(), "something else"));
  }

  private static GradeRow.Rule rule(String id, String facts, String against) {
    return new GradeRow.Rule(id, GradeBadge.of("OFI", false), facts, against);
  }

  private static ControlView view(List<GradeRow.Rule> rules) {
    ControlView.Line line =
        new ControlView.Line(
            "k8s.workload.labelled",
            "Has a team",
            SeverityBadge.of("low"),
            "weak",
            "why",
            Counts.NONE,
            Optional.empty(),
            0);
    return new ControlView(
        new ScopeChoice("", "Everything", List.of()),
        "8.9",
        "Configuration management",
        Theme.TECHNOLOGICAL,
        "",
        false,
        List.of(),
        GradeBadge.of("OFI", false),
        "low",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rules,
        List.of(),
        List.of(line),
        "",
        List.of(),
        List.of());
  }
}
