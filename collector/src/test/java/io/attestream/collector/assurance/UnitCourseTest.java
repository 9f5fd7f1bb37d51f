package io.attestream.collector.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day from midnight; a commit promises the next within an hour. Every number is worked out by hand. */
class UnitCourseTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Window DAY = new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));
  private static final long HOUR = 3_600_000;

  @Test
  void everyHourIsAllOfIt() {
    UnitCourse course = undeclared();
    hourly(course, -1, 24);
    UnitAssurance found = course.end();
    // Due at 00:00 to 23:00, each kept; what is due at 24:00 is the next window's.
    assertThat(found.expected()).isEqualTo(24);
    assertThat(found.received()).isEqualTo(24);
    assertThat(found.gaps()).isEmpty();
  }

  @Test
  void aSilenceIsAsManyObservationsAsItsPromisesAndAGapFromTheFirst() {
    UnitCourse course = undeclared();
    hourly(course, -1, 8);
    commit(course, 11.5);
    hourly(course, 12, 24);
    UnitAssurance found = course.end();
    // After 07:00, those of 08:00, 09:00 and 10:00 never came; 11:30 is the fourth of 4.5 hours.
    assertThat(found.expected() - found.received()).isEqualTo(3);
    assertThat(found.late()).isZero();
    assertThat(found.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.from()).isEqualTo(at(8));
              assertThat(gap.to()).isEqualTo(at(11.5));
              assertThat(gap.unit()).isEqualTo("kubernetes:prod");
              assertThat(gap.why()).contains("promised by " + at(8));
            });
  }

  @Test
  void lateIsReceivedAndNoGap() {
    UnitCourse course = undeclared();
    hourly(course, -1, 8);
    commit(course, 8.9);
    UnitAssurance found = course.end();
    assertThat(found.late()).isEqualTo(1);
    // The rest of the day from 08:54: 09:54 to 23:54 never came.
    assertThat(found.expected()).isEqualTo(8 + 1 + 15);
    assertThat(found.received()).isEqualTo(8 + 1);
    assertThat(found.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.from()).isEqualTo(at(9.9));
              assertThat(gap.to()).isEqualTo(at(24));
            });
  }

  @Test
  void aBusyHourMakesUpForNoSilentOne() {
    UnitCourse course = undeclared();
    for (int minute = 0; minute <= 60; minute++) {
      commit(course, minute / 60.0);
    }
    UnitAssurance found = course.end();
    // The first commit and the hour after it; then 02:00 to 23:00 are due from 01:00 on.
    assertThat(found.received()).isEqualTo(2);
    assertThat(found.expected()).isEqualTo(2 + 22);
  }

  @Test
  void aUnitThatNobodyDeclaredBeginsWithItsFirstCommit() {
    UnitCourse course = undeclared();
    hourly(course, 20, 24);
    UnitAssurance found = course.end();
    assertThat(found.received()).isEqualTo(4);
    assertThat(found.expected()).isEqualTo(4);
    assertThat(found.gaps()).isEmpty();
  }

  @Test
  void theHeadOfADeclaredUnitIsAGap() {
    UnitCourse course = declared(-48, Long.MAX_VALUE, 2);
    hourly(course, 20, 24);
    UnitAssurance found = course.end();
    // Every two hours from midnight on: 02:00 to 18:00 never came, 20:00 did.
    assertThat(found.expected() - found.received()).isEqualTo(9);
    assertThat(found.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.from()).isEqualTo(at(0));
              assertThat(gap.to()).isEqualTo(at(20));
              assertThat(gap.why()).contains("scope 7", "PT2H", "none came before");
            });
  }

  @Test
  void aDeclaredUnitThatWasNeverSeenIsAllGap() {
    UnitAssurance found = declared(6, Long.MAX_VALUE, 3).end();
    assertThat(found.seen()).isFalse();
    // 09:00, 12:00, 15:00, 18:00 and 21:00.
    assertThat(found.expected()).isEqualTo(5);
    assertThat(found.received()).isZero();
    assertThat(found.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.from()).isEqualTo(at(6));
              assertThat(gap.to()).isEqualTo(at(24));
            });
  }

  @Test
  void theOwnersIntervalIsStricterThanTheAgentsPromise() {
    UnitCourse course = declared(-48, Long.MAX_VALUE, 2);
    for (int hour = -4; hour <= 24; hour += 4) {
      course.commit(at(hour).toEpochMilli(), at(hour + 4).toEpochMilli());
    }
    UnitAssurance found = course.end();
    // Each commit promises four hours and keeps that; the owner accepts two, so half of each is a
    // gap.
    assertThat(found.gaps()).hasSize(6);
    assertThat(found.gaps().get(0).from()).isEqualTo(at(2));
    assertThat(found.gaps().get(0).to()).isEqualTo(at(4));
    // 00:00, 02:00 and so on until 22:00, of which every second one came.
    assertThat(found.expected()).isEqualTo(12);
    assertThat(found.received()).isEqualTo(6);
  }

  @Test
  void aGapThatBeganBeforeTheWindowAndEndsAfterItIsCutToIt() {
    UnitCourse course = undeclared();
    commit(course, -10);
    commit(course, 30);
    UnitAssurance found = course.end();
    assertThat(found.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.from()).isEqualTo(at(0));
              assertThat(gap.to()).isEqualTo(at(24));
            });
    assertThat(found.expected()).isEqualTo(24);
    assertThat(found.received()).isZero();
  }

  @Test
  void afterTheOwnerDroppedTheUnitSilenceIsNoneOfHis() {
    UnitAssurance found = declared(-48, 12, 2).end();
    assertThat(found.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.to()).isEqualTo(at(12)));
    // 02:00 to 10:00.
    assertThat(found.expected()).isEqualTo(5);
  }

  private static UnitCourse undeclared() {
    return new UnitCourse("kubernetes:prod", DAY, List.of());
  }

  private static UnitCourse declared(long from, long until, long hours) {
    long end = until == Long.MAX_VALUE ? until : at(until).toEpochMilli();
    return new UnitCourse(
        "kubernetes:prod",
        DAY,
        List.of(new Requirement(at(from).toEpochMilli(), end, hours * HOUR, 7)));
  }

  private static void hourly(UnitCourse course, int from, int to) {
    for (int hour = from; hour < to; hour++) {
      commit(course, hour);
    }
  }

  private static void commit(UnitCourse course, double hour) {
    course.commit(at(hour).toEpochMilli(), at(hour + 1).toEpochMilli());
  }

  private static Instant at(double hour) {
    return MIDNIGHT.plusMillis(Math.round(hour * HOUR));
  }
}
