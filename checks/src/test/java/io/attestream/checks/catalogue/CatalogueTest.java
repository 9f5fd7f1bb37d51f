package io.attestream.checks.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.evidence.model.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of every bundled check. */
final class CatalogueTest {
  private final Expressions expressions = new Expressions();

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
    Map<String, Object> params = new HashMap<>();
    check.params().forEach((name, param) -> params.put(name, param.defaultValue()));
    params.putAll(one.params());
    CheckProgram program = Engine.compile(check, params, expressions);
    Verdict verdict = program.judge(program.project(one.resource(), one.blind()), one.now());
    String where = check.source() + ":" + one.line() + ": " + one.name();
    assertThat(verdict.status()).as("%s gave %s", where, verdict).isEqualTo(one.expect());
    if (one.reason() != null) {
      assertThat(verdict.reason()).as("%s gave %s", where, verdict).contains(one.reason());
    }
  }
}
