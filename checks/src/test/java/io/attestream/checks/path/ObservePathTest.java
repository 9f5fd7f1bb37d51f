package io.attestream.checks.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
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

  @Test
  void overlapIsOneAboveTheOtherWithoutListSteps() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      ObservePath one = path(random);
      ObservePath other = path(random);
      boolean expected =
          one.keysOnly().covers(other.keysOnly()) || other.keysOnly().covers(one.keysOnly());
      assertThat(one.overlaps(other)).as("%s and %s", one, other).isEqualTo(expected);
    }
  }

  private static ObservePath path(Random random) {
    ObservePath path = new ObservePath(List.of(new ObservePath.Step.Key("a")));
    for (int steps = random.nextInt(5); steps > 0; steps--) {
      path = random.nextInt(3) == 0 ? path.each() : path.key(random.nextBoolean() ? "a" : "b");
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a", "a b", "a.é", "", "a\"", "-", "a9", "$x/y:z@_"})
  void aKeyStandsWithoutQuotesExactlyWhenItIsPlain(String key) {
    String text = new ObservePath(List.of(new ObservePath.Step.Key(key))).toString();
    boolean plain = key.matches("[A-Za-z_@$:/-][A-Za-z0-9_@$:/-]*");
    assertThat(text).isEqualTo(plain ? key : "[\"" + key + "\"]");
  }
}
