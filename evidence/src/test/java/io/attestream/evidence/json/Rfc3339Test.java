package io.attestream.evidence.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @Test
  void cutsToSecondsAndReadsBack() {
    Instant time = Instant.parse("2026-11-20T03:43:11.987Z");
    assertThat(Rfc3339.format(time)).isEqualTo("2026-11-20T03:43:11Z");
    assertThat(Rfc3339.parse("$", "2026-11-20T03:43:11Z"))
        .isEqualTo(Instant.parse("2026-11-20T03:43:11Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T03:43:11.000Z",
        "2026-11-20T03:43:11+00:00",
        "2026-02-30T03:43:11Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T23:59:60Z",
        "2026-11-20t03:43:11Z",
        "2026-11-20"
      })
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> Rfc3339.parse("$.at", text))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("$.at: ");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        -62_167_219_200L,
        -62_167_219_199L,
        -1,
        0,
        951_782_399,
        951_782_400,
        1_709_164_800,
        1_795_597_391L,
        253_402_300_799L
      })
  void writesWhatThePlatformWrites(long second) {
    Instant time = Instant.ofEpochSecond(second, 999_999_999);
    assertThat(Rfc3339.format(time)).isEqualTo(Instant.ofEpochSecond(second).toString());
    assertThat(Rfc3339.parse("$.at", Rfc3339.format(time)).getEpochSecond()).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(longs = {-62_167_219_201L, 253_402_300_800L})
  void refusesYearsThatHaveNotFourDigits(long second) {
    assertThatThrownBy(() -> Rfc3339.format(Instant.ofEpochSecond(second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outside the years");
  }
}
