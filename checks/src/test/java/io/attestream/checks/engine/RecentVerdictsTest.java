package io.attestream.checks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecentVerdictsTest {
  private static final BlindSpot SPOT =
      new BlindSpot("pod.spec", UnknownReason.THROTTLED, "k:List", "Throttled");

  private final RecentVerdicts recent = new RecentVerdicts();

  @Test
  void equalEvidenceFindsItsVerdictWhateverItsMapsAndListsAreMadeOf() {
    recent.keep(evidence(Map.of("on", true, "names", List.of("a", "b"))), Verdict.FAIL);
    Map<String, Object> other = new HashMap<>();
    other.put("names", new ArrayList<>(List.of("a", "b")));
    other.put("on", true);
    assertThat(recent.find(evidence(other))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void otherEvidenceFindsNothing() {
    recent.keep(evidence(Map.of("on", true)), Verdict.PASS);
    assertThat(recent.find(evidence(Map.of("on", false)))).isNull();
    assertThat(recent.find(evidence(Map.of("on", "true")))).isNull();
    assertThat(recent.find(evidence(Map.of()))).isNull();
    assertThat(recent.find(new Observation(Map.of("part", Map.of("on", true)), List.of(SPOT))))
        .isNull();
  }

  @Test
  void theSameHashIsNotTheSameEvidence() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    recent.keep(evidence(Map.of("name", "Aa")), Verdict.PASS);
    assertThat(recent.find(evidence(Map.of("name", "BB")))).isNull();
  }

  @Test
  void aDocumentThatChangesLaterChangesNothingHere() {
    List<Object> drops = new ArrayList<>(List.of("ALL"));
    recent.keep(evidence(Map.of("drop", drops)), Verdict.PASS);
    drops.clear();
    assertThat(recent.find(evidence(Map.of("drop", drops)))).isNull();
    assertThat(recent.find(evidence(Map.of("drop", List.of("ALL"))))).isEqualTo(Verdict.PASS);
  }

  @Test
  void noMoreThanItsSlotsAreKept() {
    long values = 10_000;
    for (long i = 0; i < values; i++) {
      recent.keep(evidence(Map.of("i", i)), Verdict.PASS);
    }
    long kept = 0;
    for (long i = 0; i < values; i++) {
      kept += recent.find(evidence(Map.of("i", i))) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(1L, (long) RecentVerdicts.SLOTS);
  }

  @Test
  void largeEvidenceIsNotKept() {
    Observation text = evidence(Map.of("text", "x".repeat(RecentVerdicts.MAX_WEIGHT)));
    Observation many = evidence(Map.of("list", Collections.nCopies(200, 1L)));
    Observation blind =
        new Observation(
            Map.of(),
            List.of(
                new BlindSpot(
                    "", UnknownReason.API_ERROR, "a", "x".repeat(RecentVerdicts.MAX_WEIGHT))));
    for (Observation large : List.of(text, many, blind)) {
      recent.keep(large, Verdict.PASS);
      assertThat(recent.find(large)).isNull();
    }
  }

  private static Observation evidence(Map<String, Object> observed) {
    return new Observation(Map.of("part", observed), List.of());
  }
}
