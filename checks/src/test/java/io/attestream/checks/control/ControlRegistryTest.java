package io.attestream.checks.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.CatalogueException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ControlRegistryTest {
  private final List<Control> controls = ControlRegistry.bundled().controls();

  @Test
  void holdsThe93ControlsInTheOrderOfTheAnnex() {
    List<String> expected =
        Stream.of(numbers(5, 37), numbers(6, 8), numbers(7, 14), numbers(8, 34))
            .flatMap(Function.identity())
            .toList();
    assertThat(expected).hasSize(93);
    assertThat(controls).extracting(Control::id).containsExactlyElementsOf(expected);
  }

  private static Stream<String> numbers(int chapter, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(number -> chapter + "." + number);
  }

  @Test
  void classesAreThoseOfThePlan() {
    assertThat(count(Control::awsClass, AutomationClass.F)).isEqualTo(13);
    assertThat(count(Control::kubernetesClass, AutomationClass.F)).isEqualTo(4);
    assertThat(count(Control::bestClass, AutomationClass.N)).isEqualTo(29);
  }

  private long count(Function<Control, AutomationClass> of, AutomationClass wanted) {
    return controls.stream().map(of).filter(wanted::equals).count();
  }

  @Test
  void foundationControlsAreThoseThatGradingNames() {
    assertThat(controls.stream().filter(Control::foundation).map(Control::id))
        .containsExactly(
            "5.9", "5.15", "5.17", "5.18", "5.24", "5.26", "8.2", "8.3", "8.5", "8.8", "8.9",
            "8.13", "8.15", "8.16", "8.20", "8.22", "8.24", "8.32");
  }

  @Test
  void everyTextIsOfItsOwn() {
    assertThat(controls).extracting(Control::title).doesNotHaveDuplicates();
    assertThat(controls).extracting(Control::explanation).doesNotHaveDuplicates();
    assertThat(controls).extracting(Control::manualPart).doesNotHaveDuplicates();
    assertThat(controls)
        .allSatisfy(
            control -> {
              assertThat(control.explanation()).hasSizeBetween(80, 500).endsWith(".");
              assertThat(control.manualPart()).hasSizeBetween(40, 400).endsWith(".");
            });
  }

  @Test
  void findsByNumberAndNamesTheAnnex() {
    assertThat(ControlRegistry.bundled().byId("8.15"))
        .hasValueSatisfying(
            control -> {
              assertThat(control.annex()).isEqualTo("A.8.15");
              assertThat(control.theme()).isEqualTo(Theme.TECHNOLOGICAL);
            });
    assertThat(ControlRegistry.bundled().byId("8.35")).isEmpty();
  }

  @Test
  void aWrongFileIsRefusedWithEveryMistake() {
    String yaml =
        """
        controls:
          - {id: "9.1", title: t, aws: N, kubernetes: N, explanation: e, manual: m}
          - {id: "5.1", titel: t, aws: X, kubernetes: N, explanation: e, manual: m}
        """;
    assertThatThrownBy(() -> ControlRegistry.parse("f.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("f.yaml:2: '9.1' is no number")
        .hasMessageContaining("unknown key 'titel'; did you mean 'title'?")
        .hasMessageContaining("'aws' is 'X', expected one of F, P, W, N");
  }
}
