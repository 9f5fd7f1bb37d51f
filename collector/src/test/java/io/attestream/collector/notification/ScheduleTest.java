package io.attestream.collector.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), Set.of());

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private static Schedule quiet(QuietHours hours) {
    return new Schedule(BERLIN, Optional.of(hours), Optional.empty());
  }

  private static Schedule digest(Digest digest) {
    return new Schedule(BERLIN, Optional.empty(), Optional.of(digest));
  }

  @Test
  void byDayItIsToldAtOnce() {
    Instant noon = at("2026-11-25T11:00:00Z");
    assertThat(quiet(NIGHT).due(noon)).isEqualTo(noon);
    assertThat(quiet(NIGHT).gathers(noon)).isFalse();
  }

  @Test
  void theNightEndsInTheChannelsOwnTimeZone() {
    assertThat(quiet(NIGHT).due(at("2026-11-25T19:00:00Z"))).isEqualTo("2026-11-26T06:00:00Z");
    assertThat(quiet(NIGHT).due(at("2026-11-26T05:59:59Z"))).isEqualTo("2026-11-26T06:00:00Z");
    assertThat(quiet(NIGHT).due(at("2026-11-26T06:00:00Z"))).isEqualTo("2026-11-26T06:00:00Z");
    assertThat(quiet(NIGHT).gathers(at("2026-11-25T19:00:00Z"))).isTrue();
  }

  @Test
  void theNightInWhichClocksChangeEndsAtSevenToo() {
    assertThat(quiet(NIGHT).due(at("2026-10-24T20:00:00Z"))).isEqualTo("2026-10-25T06:00:00Z");
    assertThat(quiet(NIGHT).due(at("2026-03-28T20:00:00Z"))).isEqualTo("2026-03-29T05:00:00Z");
  }

  @Test
  void aQuietWeekendRunsIntoTheNightThatFollows() {
    QuietHours weekend =
        new QuietHours(
            LocalTime.of(20, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    assertThat(quiet(weekend).due(at("2026-11-27T20:00:00Z"))).isEqualTo("2026-11-30T06:00:00Z");
  }

  @Test
  void wholeDaysAloneLeaveTheNightsAlone() {
    QuietHours sunday =
        new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(DayOfWeek.SUNDAY));
    assertThat(quiet(sunday).due(at("2026-11-28T22:30:00Z"))).isEqualTo("2026-11-28T22:30:00Z");
    assertThat(quiet(sunday).due(at("2026-11-29T10:00:00Z"))).isEqualTo("2026-11-29T23:00:00Z");
  }

  @Test
  void hoursWithinADayEndOnIt() {
    QuietHours lunch = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0), Set.of());
    assertThat(quiet(lunch).due(at("2026-11-25T11:30:00Z"))).isEqualTo("2026-11-25T12:00:00Z");
    assertThat(quiet(lunch).due(at("2026-11-25T12:00:00Z"))).isEqualTo("2026-11-25T12:00:00Z");
  }

  @Test
  void aDigestWaitsForTheNextWholePeriod() {
    Schedule half = digest(new Digest.Every(Duration.ofMinutes(30)));
    assertThat(half.due(at("2026-11-25T11:01:00Z"))).isEqualTo("2026-11-25T11:30:00Z");
    assertThat(half.due(at("2026-11-25T11:30:00Z"))).isEqualTo("2026-11-25T12:00:00Z");
  }

  @Test
  void aDailyDigestIsAtLocalTime() {
    Schedule daily = digest(new Digest.Daily(LocalTime.of(8, 0)));
    assertThat(daily.due(at("2026-11-25T06:59:59Z"))).isEqualTo("2026-11-25T07:00:00Z");
    assertThat(daily.due(at("2026-11-25T07:00:00Z"))).isEqualTo("2026-11-26T07:00:00Z");
  }

  @Test
  void aDigestThatFallsIntoTheNightWaitsForTheMorning() {
    Schedule both =
        new Schedule(
            BERLIN, Optional.of(NIGHT), Optional.of(new Digest.Every(Duration.ofHours(6))));
    assertThat(both.due(at("2026-11-25T13:00:00Z"))).isEqualTo("2026-11-25T18:00:00Z");
    assertThat(both.due(at("2026-11-25T18:00:00Z"))).isEqualTo("2026-11-26T06:00:00Z");
  }
}
