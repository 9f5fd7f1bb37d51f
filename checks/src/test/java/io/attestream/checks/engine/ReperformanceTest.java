package io.attestream.checks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.reperform.Judgement;
import io.attestream.evidence.reperform.Judgement.Agreement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReperformanceTest {
  private static final String KEY_AGE = "aws.iam.access-key.rotated";
  private static final Map<String, Object> OLD_KEY =
      Map.of("Status", "Active", "CreateDate", "2026-06-01T00:00:00Z");
  private final Catalogue catalogue = CatalogueLoader.bundled();

  @Test
  void everyCaseOfEveryCheckGivesTheSameVerdictFromItsDisclosure() {
    Engine engine = new Engine(catalogue, Parameters.DEFAULTS);
    Reperformance again = new Reperformance(engine.pack());
    for (Check check : catalogue.checks()) {
      for (CheckCase one : check.cases()) {
        CheckProgram program = engine.program(check.id());
        Observation evidence = program.project(one.resource(), one.blind());
        Verdict verdict = program.judge(evidence, one.now());
        DisclosedEvidence disclosed =
            DisclosedEvidence.read(DisclosedEvidence.value(evidence, verdict));
        Judgement result =
            again.judge(leaf(check.id(), check.version(), verdict.status()), disclosed, one.now());
        assertThat(result.agreement())
            .as("%s: %s", check.id(), one.name())
            .isEqualTo(Agreement.SAME);
      }
    }
  }

  @Test
  void aFlippedStatusIsSeen() {
    Engine engine = new Engine(catalogue, Parameters.DEFAULTS);
    Observation evidence = engine.program(KEY_AGE).project(OLD_KEY, List.of());
    DisclosedEvidence disclosed = new DisclosedEvidence(evidence, null, "");
    int version = engine.program(KEY_AGE).check().version();
    Reperformance again = new Reperformance(engine.pack());
    assertThat(again.judge(leaf(KEY_AGE, version, Status.PASS), disclosed, CheckCase.DEFAULT_NOW))
        .isEqualTo(new Judgement(Agreement.DIFFERENT, Verdict.FAIL));
    assertThat(
            again
                .judge(leaf(KEY_AGE, version + 1, Status.FAIL), disclosed, CheckCase.DEFAULT_NOW)
                .agreement())
        .isEqualTo(Agreement.NOT_IN_PACK);
    DisclosedEvidence unseen =
        new DisclosedEvidence(evidence, UnknownReason.NOT_OBSERVED, "not listed");
    assertThat(
            again
                .judge(leaf(KEY_AGE, version, Status.UNKNOWN), unseen, CheckCase.DEFAULT_NOW)
                .agreement())
        .isEqualTo(Agreement.NOT_JUDGED);
  }

  @Test
  void parametersArePartOfThePackAndOfItsDigest() {
    Engine plain = new Engine(catalogue, Parameters.DEFAULTS);
    Engine patient =
        new Engine(catalogue, new Parameters(Map.of(KEY_AGE, Map.of("maxAgeDays", 365L))));
    assertThat(plain.digest()).isEqualTo(catalogue.digest());
    assertThat(patient.digest()).isNotEqualTo(plain.digest());
    Engine read = Engine.ofPack(patient.pack());
    assertThat(read.digest()).isEqualTo(patient.digest());
    CheckProgram program = read.program(KEY_AGE);
    assertThat(program.params()).containsEntry("maxAgeDays", 365L);
    assertThat(program.judge(program.project(OLD_KEY, List.of()), CheckCase.DEFAULT_NOW))
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void parametersThatDoNotFitArePointedOut() {
    String pack =
        new String(catalogue.pack(Map.of(KEY_AGE, Map.of("maxAge", 1L))), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Engine.ofPack(pack.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameter 'maxAge'");
  }

  private static ResultLeaf leaf(String check, int version, Status status) {
    String digest = "A".repeat(43);
    return new ResultLeaf(
        new LeafKey(0L, 0L), check, version, status, Instant.EPOCH, digest, digest);
  }
}
