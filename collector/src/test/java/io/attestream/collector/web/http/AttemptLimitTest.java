package io.attestream.collector.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @Test
  void letsSomeThroughPerWindowAndKey() {
    AttemptLimit limit = new AttemptLimit(2, Duration.ofMinutes(1), 10);
    assertThat(limit.attempt("a", NOW)).isTrue();
    assertThat(limit.attempt("a", NOW)).isTrue();
    assertThat(limit.attempt("a", NOW)).isFalse();
    assertThat(limit.attempt("b", NOW)).isTrue();
    assertThat(limit.attempt("a", NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void aSuccessForgets() {
    AttemptLimit limit = new AttemptLimit(1, Duration.ofMinutes(1), 10);
    limit.attempt("a", NOW);
    limit.clear("a");
    assertThat(limit.attempt("a", NOW)).isTrue();
  }

  @Test
  void remembersABoundedNumberOfKeysAndTheBusiestLongest() {
    AttemptLimit limit = new AttemptLimit(1, Duration.ofMinutes(1), 2);
    limit.attempt("a", NOW);
    limit.attempt("b", NOW);
    limit.attempt("a", NOW);
    limit.attempt("c", NOW);
    assertThat(limit.attempt("a", NOW)).isFalse();
    assertThat(limit.attempt("b", NOW)).isTrue();
  }
}
