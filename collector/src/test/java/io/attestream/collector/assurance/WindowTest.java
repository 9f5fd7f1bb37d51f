package io.attestream.collector.assurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @Test
  void withoutDaysItIsThirtyUntilNow() {
    Window window = Window.ofDays("", "", NOW);
    assertThat(window.from()).isEqualTo("2026-10-24T00:00:00Z");
    assertThat(window.to()).isEqualTo(NOW);
  }

  @Test
  void aDayInThePastIsWhole() {
    assertThat(Window.ofDays("2026-11-01", "2026-11-01", NOW).length())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> Window.ofDays("soon", "", NOW)).hasMessageContaining("from: 'soon'");
    assertThatThrownBy(() -> Window.ofDays("", "2026-11-23", NOW))
        .hasMessageContaining("to: 2026-11-23 is after today");
    assertThatThrownBy(() -> Window.ofDays("2026-11-02", "2026-11-01", NOW))
        .hasMessageContaining("from: 2026-11-02 is after the last day");
    assertThatThrownBy(() -> Window.ofDays("1970-01-01", "", NOW)).hasMessageContaining("1464");
  }
}
