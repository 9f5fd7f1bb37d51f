package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.control.Period.Lapse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodTest {
  private static final long NOW = at("2026-11-20T12:00:00Z");

  @Test
  void itHasAtMostItsDaysAndNoneBeforeTheFirstCommit() {
    assertThat(Period.until(NOW, 90, at("2020-01-01T00:00:00Z")).days()).isEqualTo(90);
    assertThat(Period.until(NOW, 90, at("2026-11-11T23:59:59Z")).days()).isEqualTo(10);
    assertThat(Period.until(NOW, 90, NOW).days()).isEqualTo(1);
  }

  /** Ten days, 11 to 20 November. */
  @Test
  void aDayCountsOnceWhenAnyFailureWasBeyondGraceOnIt() {
    assertThat(share(1, "2026-11-12T06:00:00Z", "2026-11-16T06:00:00Z"))
        .as("beyond a day of grace from the 14th, 06:00")
        .isEqualTo(0.3);
    assertThat(share(1, "2026-11-12T06:00:00Z", "2026-11-14T05:59:59Z"))
        .as("ended within the last hour of grace")
        .isZero();
    assertThat(share(0, "2026-10-01T00:00:00Z", "2026-11-12T00:00:00Z"))
        .as("began before the period")
        .isEqualTo(0.2);
    Period period = Period.until(NOW, 10, 0);
    assertThat(
            period.share(
                List.of(
                    lapse("2026-11-10T00:00:00Z", "2026-11-13T01:00:00Z"),
                    lapse("2026-11-11T00:00:00Z", "2026-11-14T01:00:00Z")),
                1))
        .as("12, 13 and 14")
        .isEqualTo(0.3);
  }

  private static double share(long grace, String since, String until) {
    return Period.until(NOW, 10, 0).share(List.of(lapse(since, until)), grace);
  }

  private static Lapse lapse(String since, String until) {
    return new Lapse(at(since), at(until));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
