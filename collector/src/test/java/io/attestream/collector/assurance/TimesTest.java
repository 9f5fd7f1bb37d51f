package io.attestream.collector.assurance;

import static io.attestream.collector.assurance.CheckState.FAIL;
import static io.attestream.collector.assurance.CheckState.NONE;
import static io.attestream.collector.assurance.CheckState.NOT_APPLICABLE;
import static io.attestream.collector.assurance.CheckState.PASS;
import static io.attestream.collector.assurance.CheckState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Window DAY = new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));

  @Test
  void theWorstOfAllChecksAndUnitsCounts() {
    Times times =
        Times.of(
            DAY,
            List.of(unit("a"), unit("b")),
            List.of(
                course("one", "a", -5, PASS, 6, FAIL, 10, PASS),
                course("two", "b", -5, PASS, 8, UNKNOWN, 14, PASS)));
    assertThat(times).isEqualTo(hours(6 + 10, 4, 4, 0));
  }

  @Test
  void beforeTheFirstResultNothingIsKnown() {
    Times times = Times.of(DAY, List.of(unit("a")), List.of(course("one", "a", 9, PASS)));
    assertThat(times).isEqualTo(hours(15, 0, 9, 0));
  }

  @Test
  void noCheckAtAllIsUnknownThroughout() {
    assertThat(Times.of(DAY, List.of(), List.of())).isEqualTo(hours(0, 0, 24, 0));
  }

  /** What was last seen, pass or fail, is not what was there while nobody looked. */
  @Test
  void inABlindGapNothingIsKnown() {
    Times times =
        Times.of(
            DAY,
            List.of(unit("a", 4, 7, 20, 24)),
            List.of(course("one", "a", -5, PASS, 6, FAIL, 10, PASS)));
    assertThat(times).isEqualTo(hours(4 + 10, 3, 3 + 4, 0));
  }

  @Test
  void oneUnitInSightThatFailsIsAFailureWhileAnotherIsBlind() {
    Times times =
        Times.of(
            DAY,
            List.of(unit("a"), unit("b", 0, 24)),
            List.of(course("one", "a", -5, PASS, 12, FAIL)));
    assertThat(times).isEqualTo(hours(0, 12, 12, 0));
  }

  @Test
  void resultsThatEndedCountForNothing() {
    Times times =
        Times.of(
            DAY,
            List.of(unit("a")),
            List.of(
                course("one", "a", -5, NOT_APPLICABLE, 12, NONE),
                course("two", "a", -5, NONE, 6, PASS, 9, NONE)));
    assertThat(times).isEqualTo(hours(3, 0, 12, 6 + 3));
  }

  private static Times hours(long pass, long fail, long unknown, long na) {
    return new Times(
        Duration.ofHours(pass),
        Duration.ofHours(fail),
        Duration.ofHours(unknown),
        Duration.ofHours(na));
  }

  private static UnitAssurance unit(String name, int... gaps) {
    List<BlindGap> list = new ArrayList<>();
    for (int i = 0; i < gaps.length; i += 2) {
      list.add(new BlindGap(name, at(gaps[i]), at(gaps[i + 1]), "test"));
    }
    return new UnitAssurance(name, true, 1, 1, 0, list);
  }

  private static CheckCourse course(String check, String unit, Object... turns) {
    List<Turn> list = new ArrayList<>();
    for (int i = 0; i < turns.length; i += 2) {
      list.add(new Turn(at((Integer) turns[i]).toEpochMilli(), (CheckState) turns[i + 1]));
    }
    return new CheckCourse(check, unit, list);
  }

  private static Instant at(int hour) {
    return MIDNIGHT.plus(Duration.ofHours(hour));
  }
}
