package io.attestream.collector.grading;

import io.attestream.collector.assessment.EstateFacts;
import io.attestream.collector.assessment.GradingParameters;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of one scope as a file gives them.
 *
 * @param stage 1 or 2: whether the words are those of a Stage 1 audit
 * @param auditInDays days from the facts to the audit that is forecast
 * @param expectedControls what grades should come out, by Annex A id
 * @param expectedClauses the same by clause
 */
public record GivenEstate(
    String name,
    int stage,
    Optional<Long> auditInDays,
    GradingParameters parameters,
    EstateFacts facts,
    Map<String, Expected> expectedControls,
    Map<String, Expected> expectedClauses) {
  public GivenEstate {
    expectedControls = Map.copyOf(expectedControls);
    expectedClauses = Map.copyOf(expectedClauses);
  }
}
