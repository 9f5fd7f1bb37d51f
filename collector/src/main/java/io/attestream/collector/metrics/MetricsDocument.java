package io.attestream.collector.metrics;

/** Writes {@code docs/metrics.md}; a test compares it with what is committed. */
public final class MetricsDocument {
  private MetricsDocument() {}

  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Metrics\n\n");
    text.append(
        "Generated from `CollectorMetric`. Served at `/metrics` in the Prometheus text format,\n");
    text.append(
        "without sign-in: it holds counts, times, and the names of agents and scope units, but\n");
    text.append(
        "no resources. All are gauges that are read from the database when asked for; the JVM's\n");
    text.append(
        "own metrics (`jvm_*`, `process_*`) stand beside them. Health: `/health/live` answers while the\n");
    text.append(
        "process does, `/health/ready` when the database can be written and agrees with the log.\n\n");
    text.append("| metric | label | meaning |\n|---|---|---|\n");
    for (CollectorMetric metric : CollectorMetric.values()) {
      text.append("| `").append(metric.exposed()).append("` | ");
      text.append(metric.label().map(label -> "`" + label + "`").orElse("")).append(" | ");
      text.append(metric.help()).append(" |\n");
    }
    return text.toString();
  }
}
