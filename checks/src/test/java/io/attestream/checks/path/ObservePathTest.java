package io.attestream.checks.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObservePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.b.c",
        "a[].b",
        "a[][].b",
        "metadata.labels[\"app.kubernetes.io/name\"]",
        "a[\"x y\"][].b"
      })
  void theTextFormIsReadAndWritten(String text) {
    assertThat(ObservePath.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a..b", "[]", "[].a", "a.", "a[0]", "a[\"\"]", "a[\"x", "a b", "a]"})
  void whatIsNoPathIsRefused(String text) {
    assertThatThrownBy(() -> ObservePath.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooLongPathsAreRefused() {
    assertThatThrownBy(() -> ObservePath.parse("a".repeat(501)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ObservePath.parse("a" + ".a".repeat(40)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathsOverlapWhenOneLiesAtOrAboveTheOther() {
    assertThat(overlap("a.b", "a[].b.c")).isTrue();
    assertThat(overlap("a", "a")).isTrue();
    assertThat(overlap("a.b", "a.c")).isFalse();
    assertThat(overlap("ab", "a")).isFalse();
  }

  private static boolean overlap(String one, String two) {
    boolean forth = ObservePath.parse(one).overlaps(ObservePath.parse(two));
    assertThat(ObservePath.parse(two).overlaps(ObservePath.parse(one))).isEqualTo(forth);
    return forth;
  }
}
