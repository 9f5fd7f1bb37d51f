package io.attestream.collector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorMetricsTest {
  @TempDir Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-22T06:00:00Z");
  private DemoCollector collector;
  private DemoVisitor prometheus;

  @BeforeEach
  void start() {
    collector = DemoCollector.filled(directory, clock);
    prometheus = DemoVisitor.anonymous(collector);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void everyMetricOfTheListIsOffered() {
    collector
        .database()
        .change(
            handle -> {
              handle.execute("INSERT INTO log_checkpoint (size, at, note) VALUES (1, 0, 'note')");
              handle.execute(
                  "INSERT INTO stamp (idx, size, checkpoint, token, at) VALUES (1, 1, '', x'', 0)");
              handle.execute(
                  "INSERT INTO delivery (channel, transition_id, kind, about, from_state, folded,"
                      + " state, recorded_at, due_at, attempts, trouble)"
                      + " VALUES ('c', 't', 'UNIT', 'u', '', 0, 'WAITING', 0, 0, 0, '')");
              handle.execute(
                  "INSERT INTO delivery_total VALUES ('c', 'SENT', 7), ('c', 'ATTEMPT_FAILED', 5),"
                      + " ('c', 'FAILED', 2), ('c', 'DROPPED', 1)");
            });
    String text = prometheus.get("/metrics").body();
    for (CollectorMetric metric : CollectorMetric.values()) {
      assertThat(text).contains("# HELP " + metric.exposed() + " ");
    }
    assertThat(text)
        .contains(
            "attestream_notifications_waiting{channel=\"c\"} 1.0",
            "attestream_notifications_sent{channel=\"c\"} 7.0",
            "attestream_notifications_failed{channel=\"c\"} 5.0",
            "attestream_notifications_lost{channel=\"c\"} 3.0");
    assertThat(text).contains("jvm_memory_used_bytes", "attestream_results{verdict=\"fail\"}");
  }

  @Test
  void silenceGrows() {
    assertThat(value("attestream_unit_late_seconds{unit=\"aws:123456789012:global\"}")).isZero();
    clock.advance(Duration.ofHours(2));
    assertThat(value("attestream_unit_late_seconds{unit=\"aws:123456789012:global\"}"))
        .isEqualTo(72 * 60);
    assertThat(value("attestream_agent_lag_seconds{agent=\"cloud-agent\"}")).isEqualTo(72 * 60);
  }

  @Test
  void openAndOverdueEntriesOfTheRegisterAreCounted() {
    assertThat(value("attestream_nonconformities_open{kind=\"major\"}")).isZero();
    collector
        .database()
        .change(
            handle ->
                handle.execute(
                    "INSERT INTO nonconformity (number, kind, requirement, source, statement,"
                        + " evidence, failures, owner, grade, rule, facts, opened_by, opened_at,"
                        + " stage, reopenings, round_from, changed_at, category, plan_by,"
                        + " plan_accepted, implemented_by, mark, due_on, log_idx) VALUES ('NC-1',"
                        + " 'MINOR', '9.2', 'OBSERVATION', '', '', 0, '', '', '', '', '', 0,"
                        + " 'OPEN', 0, 0, 0, '', '', 0, '', 0, ?, 0)",
                    java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                        .toString()));
    assertThat(value("attestream_nonconformities_open{kind=\"minor\"}")).isEqualTo(1);
    assertThat(value("attestream_nonconformities_overdue{kind=\"minor\"}")).isZero();
    clock.advance(Duration.ofDays(1));
    assertThat(value("attestream_nonconformities_overdue{kind=\"minor\"}")).isEqualTo(1);
  }

  @Test
  void resourcesAreNotNamed() {
    assertThat(prometheus.get("/metrics").body()).doesNotContain("arn:aws");
  }

  private double value(String series) {
    return prometheus
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readinessLooksAtTheDatabaseAndTheLog() {
    assertThat(prometheus.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(prometheus.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(prometheus.get("/healthz").statusCode()).as("one name for each").isNotEqualTo(200);
    collector
        .database()
        .change(
            handle ->
                handle.execute(
                    "INSERT INTO log_checkpoint (size, at, note) VALUES (900, 0, 'note')"));
    clock.advance(Duration.ofSeconds(6));
    var answer = prometheus.get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("promises", "log entries");
  }
}
