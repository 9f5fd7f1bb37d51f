package io.attestream.checks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.model.CheckCase;
import io.attestream.checks.path.ObservePath;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for every check of the catalogue and every document, however mangled. */
final class EveryCheckPropertiesTest {
  private static final int ROUNDS = 60;
  private static final List<Object> ODD =
      List.of(
          "",
          "odd",
          0L,
          -1L,
          true,
          false,
          List.of(),
          Map.of(),
          List.of("odd", 1L),
          Map.of("odd", "x"));

  private final Engine engine = new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS);

  @TestFactory
  Stream<DynamicTest> noDocumentMakesACheckThrowOrWaver() {
    return forEveryCheck(
        (program, random) -> {
          CheckCase one = anyCase(program, random);
          Map<String, Object> document = mangled(one.resource(), random);
          Observation evidence = program.project(document, one.blind());
          Verdict verdict = program.judge(evidence, one.now());
          assertThat(program.judge(program.project(document, one.blind()), one.now()))
              .isEqualTo(verdict);
          assertThat(CanonicalJson.bytes(evidence.observed())).isNotEmpty();
          Map<String, Object> pruned =
              engine.observedPaths(program.check().resource()).prune(document);
          assertThat(program.project(pruned, one.blind())).isEqualTo(evidence);
        });
  }

  @TestFactory
  Stream<DynamicTest> theEvidenceAloneGivesTheVerdictAgain() {
    return forEveryCheck(
        (program, random) -> {
          CheckCase one = anyCase(program, random);
          Observation evidence = program.project(mangled(one.resource(), random), one.blind());
          Observation again = program.project(evidence.observed(), evidence.blind());
          assertThat(program.judge(again, one.now())).isEqualTo(program.judge(evidence, one.now()));
        });
  }

  @TestFactory
  Stream<DynamicTest> aBlindSpotOnTheEvidenceLeavesNeitherPassNorFail() {
    return forEveryCheck(
        (program, random) -> {
          CheckCase one = anyCase(program, random);
          List<ObservePath> observed = program.check().observe();
          if (observed.isEmpty()) {
            return;
          }
          ObservePath hidden = observed.get(random.nextInt(observed.size())).keysOnly();
          BlindSpot spot =
              new BlindSpot(
                  random.nextInt(4) == 0 ? "" : hidden.toString(),
                  UnknownReason.THROTTLED,
                  "t:Call",
                  "Throttled");
          Verdict verdict =
              program.judge(program.project(one.resource(), List.of(spot)), one.now());
          assertThat(verdict.status()).isIn(Status.UNKNOWN, Status.NOT_APPLICABLE);
        });
  }

  @TestFactory
  Stream<DynamicTest> aVerdictThatIsRememberedIsTheOneThatTheEvidenceGives() {
    return forEveryCheck(
        (program, random) -> {
          CheckCase one = anyCase(program, random);
          List<BlindSpot> blind = new ArrayList<>(one.blind());
          if (!program.check().observe().isEmpty() && random.nextInt(3) == 0) {
            String path = program.check().observe().get(0).keysOnly().toString();
            blind.add(new BlindSpot(path, UnknownReason.THROTTLED, "t:Call", "Throttled"));
          }
          Map<String, Object> document =
              random.nextBoolean() ? one.resource() : mangled(one.resource(), random);
          Observation evidence = program.project(document, blind);
          Instant later = one.now().plusSeconds(random.nextInt(100_000_000));
          for (Instant now : List.of(one.now(), later, one.now())) {
            assertThat(program.judge(evidence, now)).isEqualTo(program.evaluate(evidence, now));
          }
        });
  }

  private interface Round {
    void run(CheckProgram program, Random random);
  }

  private Stream<DynamicTest> forEveryCheck(Round round) {
    return engine.catalogue().checks().stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.id(),
                    () -> {
                      for (int i = 0; i < ROUNDS; i++) {
                        round.run(
                            engine.program(check.id()), new Random(check.id().hashCode() + i));
                      }
                    }));
  }

  private static CheckCase anyCase(CheckProgram program, Random random) {
    List<CheckCase> cases = program.check().cases();
    return cases.get(random.nextInt(cases.size()));
  }

  private static Map<String, Object> mangled(Map<String, Object> document, Random random) {
    Map<String, Object> copy = new HashMap<>();
    document.forEach(
        (key, value) -> {
          if (random.nextInt(8) != 0) {
            copy.put(key, mangled(value, random));
          }
        });
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static Object mangled(Object value, Random random) {
    if (random.nextInt(10) == 0) {
      return ODD.get(random.nextInt(ODD.size()));
    }
    if (value instanceof Map<?, ?> map) {
      return mangled((Map<String, Object>) map, random);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(mangled(item, random)));
      return copy;
    }
    return value;
  }
}
