package io.attestream.checks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EngineTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /** A check on {@code a.b} and {@code list[].x} that applies where {@code kind} is 'k'. */
  private static CheckProgram program(String applies, String passes, String observe) {
    return new Engine(catalogue(applies, passes, observe), Parameters.DEFAULTS)
        .program("aws.t.thing.holds");
  }

  private static Catalogue catalogue(String applies, String passes, String observe) {
    String yaml =
        """
        id: aws.t.thing.holds
        version: 1
        title: t
        severity: low
        resource: aws.t.thing
        controls: [{id: "8.9", strength: weak, why: w}]
        observe: [%s]
        context: [name]
        %s
        passes: "%s"
        message: m
        rationale: r
        remediation: {cli: c}
        references: ["https://example.com/"]
        cases:
          - {name: a, expect: pass, resource: {}}
          - {name: b, expect: fail, resource: {}}
          - {name: c, expect: unknown, resource: {}}
          - {name: d, expect: na, resource: {}}
        """
            .formatted(observe, applies.isEmpty() ? "" : "applies: \"" + applies + "\"", passes);
    return CatalogueLoader.parse(Map.of("t.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Verdict judge(
      CheckProgram program, Map<String, Object> document, BlindSpot... blind) {
    return program.judge(program.project(document, List.of(blind)), NOW);
  }

  private static BlindSpot denied(String path) {
    return new BlindSpot(path, UnknownReason.ACCESS_DENIED, "t:GetThing", "AccessDenied");
  }

  @Test
  void theProjectionHoldsWhatIsDeclaredAndNothingElse() {
    CheckProgram program = program("", "r.list.all(e, e.x) && r.a.b == 1", "'list[].x', a.b");
    Observation evidence =
        program.project(
            Map.of(
                "secret",
                "s",
                "name",
                "n",
                "a",
                Map.of("b", 1L, "c", 2L),
                "list",
                List.of(Map.of("x", true, "y", 1L), Map.of("y", 2L))),
            List.of(denied("secret")));
    assertThat(evidence.observed())
        .isEqualTo(
            Map.of(
                "name", "n",
                "a", Map.of("b", 1L),
                "list", List.of(Map.of("x", true), Map.of())));
    assertThat(evidence.blind()).isEmpty();
  }

  @Test
  void aMissingFieldIsUnknownUnlessItIsGuarded() {
    Verdict bare = judge(program("", "r.a.b == 1", "a.b"), Map.of());
    assertThat(bare).isEqualTo(Verdict.unknown(UnknownReason.MISSING_FIELD, "no field a"));
    assertThat(judge(program("", "has(r.a) && r.a.b == 1", "a.b"), Map.of()))
        .isEqualTo(Verdict.FAIL);
    assertThat(judge(program("", "r.?a.?b.orValue(1) == 1", "a.b"), Map.of()))
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void aBlindSpotOnAnObservedPathIsUnknownWithItsReason() {
    CheckProgram program = program("", "!has(r.a) || r.a.b == 1", "a.b");
    Verdict expected = Verdict.unknown(UnknownReason.ACCESS_DENIED, "t:GetThing AccessDenied");
    assertThat(judge(program, Map.of(), denied("a"))).isEqualTo(expected);
    assertThat(judge(program, Map.of(), denied("a.b"))).isEqualTo(expected);
    assertThat(judge(program, Map.of(), denied("a.b.deep"))).isEqualTo(expected);
    assertThat(judge(program, Map.of(), denied(""))).isEqualTo(expected);
    assertThat(judge(program, Map.of(), denied("not a path ["))).isEqualTo(expected);
    assertThat(judge(program, Map.of(), denied("elsewhere"))).isEqualTo(Verdict.PASS);
    assertThat(judge(program, Map.of(), denied("name"))).isEqualTo(Verdict.PASS);
  }

  @Test
  void applicabilityThatCanBeDecidedGoesBeforeABlindSpot() {
    CheckProgram program = program("r.kind == 'k'", "r.a.b == 1", "kind, a.b");
    assertThat(judge(program, Map.of("kind", "other"), denied("a")))
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(judge(program, Map.of("kind", "k"), denied("a")).status()).isEqualTo(Status.UNKNOWN);
    assertThat(judge(program, Map.of(), denied("kind")).reason())
        .contains(UnknownReason.ACCESS_DENIED);
    assertThat(judge(program, Map.of("kind", "other"), denied("")).status())
        .isEqualTo(Status.UNKNOWN);
    assertThat(judge(program, Map.of("a", Map.of("b", 1L))).reason())
        .contains(UnknownReason.MISSING_FIELD);
  }

  @Test
  void aPartOfAnotherShapeIsUnparsable() {
    CheckProgram program = program("", "r.list.all(e, e.x)", "'list[].x'");
    assertThat(judge(program, Map.of("list", "text")))
        .isEqualTo(Verdict.unknown(UnknownReason.UNPARSABLE, "list is no list"));
    assertThat(judge(program, Map.of("list", List.of("text"))).reason())
        .contains(UnknownReason.UNPARSABLE);
  }

  @Test
  void otherErrorsOfAnExpressionAreUnknownToo() {
    assertThat(judge(program("", "r.a.b > 'x'", "a.b"), Map.of("a", Map.of("b", 1L))).reason())
        .contains(UnknownReason.EXPRESSION_ERROR);
    assertThat(judge(program("", "r.a.b", "a.b"), Map.of("a", Map.of("b", "yes"))))
        .isEqualTo(Verdict.unknown(UnknownReason.EXPRESSION_ERROR, "result is not true or false"));
    assertThat(judge(program("", "r.a.b / 0 == 1", "a.b"), Map.of("a", Map.of("b", 1L))).reason())
        .contains(UnknownReason.EXPRESSION_ERROR);
    assertThat(judge(program("", "r.a[3] == 1", "a"), Map.of("a", List.of())).reason())
        .contains(UnknownReason.MISSING_FIELD);
    assertThat(
            judge(
                    program("", "time.age(r.a.b) < duration('1h')", "a.b"),
                    Map.of("a", Map.of("b", "x")))
                .reason())
        .contains(UnknownReason.UNPARSABLE);
  }

  @Test
  void anEvaluationThatNeverEndsIsCutOff() {
    List<Long> many = LongStream.range(0, 1_100).boxed().toList();
    CheckProgram program = program("", "r.a.all(x, r.a.all(y, x + y >= 0))", "a");
    assertThat(judge(program, Map.of("a", many)).reason()).contains(UnknownReason.LIMIT_EXCEEDED);
  }

  @Test
  void timeIsAnArgument() {
    CheckProgram program = program("", "time.age(r.a) <= duration('24h')", "a");
    assertThat(program.check().usesClock()).isTrue();
    Observation evidence = program.project(Map.of("a", "2026-10-31T12:00:00Z"), List.of());
    assertThat(program.judge(evidence, NOW)).isEqualTo(Verdict.PASS);
    assertThat(program.judge(evidence, NOW.plusSeconds(86_400))).isEqualTo(Verdict.FAIL);
    CheckProgram until = program("", "time.until(r.a) > duration('0s')", "a");
    assertThat(judge(until, Map.of("a", "2026-11-02T00:00:00Z"))).isEqualTo(Verdict.PASS);
  }

  @Test
  void pruningKeepsEveryProjection() {
    Engine engine = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);
    for (CheckProgram program : engine.programs("k8s.workload")) {
      program
          .check()
          .cases()
          .forEach(
              one -> {
                Map<String, Object> pruned =
                    engine.observedPaths("k8s.workload").prune(one.resource());
                assertThat(program.project(pruned, one.blind()))
                    .isEqualTo(program.project(one.resource(), one.blind()));
              });
    }
    assertThat(engine.observedPaths("nothing").prune(Map.of("a", 1L))).isEmpty();
  }

  @Test
  void parametersThatDoNotFitAreAllNamed() {
    Catalogue catalogue = CatalogueLoader.bundled();
    Parameters parameters =
        new Parameters(
            Map.of(
                "aws.iam.access-key.rotatd", Map.of("x", 1L),
                "aws.iam.access-key.rotated", Map.of("maxAgeDay", 1L, "maxAgeDays", "soon")));
    assertThatThrownBy(() -> new Engine(catalogue, parameters))
        .hasMessageContaining("no such check; did you mean 'aws.iam.access-key.rotated'?")
        .hasMessageContaining("no parameter 'maxAgeDay'; did you mean 'maxAgeDays'?")
        .hasMessageContaining("'maxAgeDays' of check 'aws.iam.access-key.rotated' must be of type");
  }

  @Test
  void aPackThatCallsWhatItReadsContextIsJudgedByAllThatItReads() {
    Check honest = program("", "r.a.b", "a.b").check();
    Check check =
        new Check(
            honest.id(),
            honest.version(),
            honest.title(),
            honest.severity(),
            honest.resource(),
            honest.plan(),
            honest.controls(),
            honest.params(),
            List.of(),
            honest.observe(),
            honest.appliesWhen(),
            honest.passes(),
            honest.usesClock(),
            honest.message(),
            honest.rationale(),
            honest.remediation(),
            honest.references(),
            honest.cases(),
            honest.source());
    CheckProgram program = Engine.compile(check, Map.of(), new Expressions());
    for (boolean holds : new boolean[] {true, false, true}) {
      assertThat(judge(program, Map.of("a", Map.of("b", holds))))
          .isEqualTo(holds ? Verdict.PASS : Verdict.FAIL);
    }
  }

  @Test
  void whatIsThereForTheReaderAloneMakesNoOtherEvidence() {
    CheckProgram program = program("", "r.a.b", "a.b");
    Observation one = program.project(Map.of("name", "one", "a", Map.of("b", true)), List.of());
    Observation two = program.project(Map.of("name", "two", "a", Map.of("b", true)), List.of());
    assertThat(one).isNotEqualTo(two);
    assertThat(program.read(one)).isEqualTo(program.read(two));
  }
}
