package io.attestream.collector.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WhenTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @Test
  void isUtcWithAHint() {
    When when = When.of(Instant.parse("2026-11-22T05:10:07.123Z"), NOW);
    assertThat(when.iso()).isEqualTo("2026-11-22T05:10:07Z");
    assertThat(when.text()).isEqualTo("22 Nov 2026, 05:10 UTC");
    assertThat(when.hint()).isEqualTo("49 min ago");
  }

  @Test
  void hintsUseTheLargestUnitAndKnowTheFuture() {
    assertThat(When.of(NOW.minusSeconds(3), NOW).hint()).isEqualTo("just now");
    assertThat(When.of(NOW.minusSeconds(45), NOW).hint()).isEqualTo("45 s ago");
    assertThat(When.of(NOW.minusSeconds(7200), NOW).hint()).isEqualTo("2 h ago");
    assertThat(When.of(NOW.minusSeconds(3 * 86400), NOW).hint()).isEqualTo("3 days ago");
    assertThat(When.of(NOW.plusSeconds(600), NOW).hint()).isEqualTo("in 10 min");
  }
}
