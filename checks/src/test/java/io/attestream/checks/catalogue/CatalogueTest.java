package io.attestream.checks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.attestream.checks.engine.CaseRunner;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of every bundled check. */
final class CatalogueTest {
  private final CaseRunner runner = new CaseRunner();

  @TestFactory
  Stream<DynamicNode> everyCaseGivesTheVerdictThatItExpects() {
    Catalogue catalogue = CatalogueLoader.bundled();
    assertThat(catalogue.checks()).isNotEmpty();
    return catalogue.checks().stream()
        .map(
            check ->
                dynamicContainer(
                    check.id(),
                    check.cases().stream()
                        .map(one -> dynamicTest(one.name(), () -> run(check, one)))));
  }

  private void run(Check check, CheckCase one) {
    CaseRunner.Outcome outcome = runner.run(check, one);
    assertThat(outcome.asExpected())
        .as(
            "%s:%d: '%s' expects %s %s and gave %s",
            check.source(), one.line(), one.name(), one.expect(), one.reason(), outcome.verdict())
        .isTrue();
  }
}
