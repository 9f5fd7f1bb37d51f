package io.attestream.collector.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.assessment.Grade;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GradeBadgeTest {
  @Test
  void everyGradeHasItsBadge() {
    for (Grade grade : Grade.values()) {
      assertThat(GradeBadge.of(grade.name(), false).name()).isEqualTo(grade.name());
    }
  }

  @Test
  void aControlWithoutAnyCheckConformsOnlyByWhatPeopleRecorded() {
    assertThat(GradeBadge.of("CONFORMING", true)).isEqualTo(GradeBadge.CONFORMING);
    assertThat(GradeBadge.of("NO_EVIDENCE", true)).isEqualTo(GradeBadge.MANUAL);
    assertThat(GradeBadge.of("LIKELY_MINOR", true)).isEqualTo(GradeBadge.LIKELY_MINOR);
  }

  @Test
  void whatIsNotUnderstoodIsNoEvidence() {
    assertThat(GradeBadge.of("SPLENDID", false)).isEqualTo(GradeBadge.NO_EVIDENCE);
    GradeRow row = GradeRow.of("8.1", "OFI", "HIGH", "{broken", 0, 0);
    assertThat(row.fired())
        .singleElement()
        .extracting(GradeRow.Rule::facts)
        .asString()
        .contains("cannot be read");
  }

  @Test
  void signsTellBadgesApartWithoutColour() {
    assertThat(Arrays.stream(GradeBadge.values()).map(GradeBadge::sign)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(VerdictBadge.values()).map(VerdictBadge::sign))
        .doesNotHaveDuplicates();
  }
}
