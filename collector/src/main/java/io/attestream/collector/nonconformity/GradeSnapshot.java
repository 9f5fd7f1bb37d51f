package io.attestream.collector.nonconformity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.collector.assessment.Grade;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The product's grade of a control at a moment.
 *
 * @param rule the first of the rules that decided, or empty
 */
record GradeSnapshot(Grade grade, String rule, String facts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 1000;

  static Optional<GradeSnapshot> read(Handle handle, String control) {
    return handle
        .createQuery("SELECT grade, detail FROM grade WHERE control = :control")
        .bind("control", control)
        .map((row, context) -> of(Grade.valueOf(row.getString("grade")), row.getString("detail")))
        .findOne();
  }

  private static GradeSnapshot of(Grade grade, String detail) {
    try {
      JsonNode first = JSON.readTree(detail).path("fired").path(0);
      String facts = first.path("facts").asText("");
      return new GradeSnapshot(
          grade,
          first.path("rule").asText(""),
          facts.length() <= LONGEST ? facts : facts.substring(0, LONGEST));
    } catch (JsonProcessingException e) {
      return new GradeSnapshot(grade, "", "");
    }
  }

  /** What a person would most likely open on it. */
  Kind kind() {
    return switch (grade) {
      case LIKELY_MAJOR -> Kind.MAJOR;
      case LIKELY_MINOR -> Kind.MINOR;
      case OFI, NO_EVIDENCE, CONFORMING, NOT_APPLICABLE -> Kind.OFI;
    };
  }
}
