package io.attestream.collector.metrics;

import java.util.Optional;

/** The metrics that a collector offers: the one list for the registry and for {@code docs/metrics.md}. */
public enum CollectorMetric {
  RESULTS("attestream.results", "verdict", "Current results by verdict: pass, fail, na, unknown"),
  CONTROL_GRADES(
      "attestream.control.grades",
      "grade",
      "Controls by grade. Every grade is a likely reading, never a statement of conformity"),
  OPEN_FINDINGS(
      "attestream.findings.open", "severity", "Findings that have not ended, by severity"),
  OPEN_NONCONFORMITIES(
      "attestream.nonconformities.open", "kind", "Open entries of the register: major, minor, ofi"),
  OVERDUE_NONCONFORMITIES(
      "attestream.nonconformities.overdue",
      "kind",
      "Open entries of the register whose next step is overdue"),
  EVIDENCE_AGE(
      "attestream.evidence.age.seconds",
      "unit",
      "Seconds since the newest commit over a scope unit"),
  UNIT_LATE(
      "attestream.unit.late.seconds",
      "unit",
      "Seconds by which the promised next commit over a scope unit is late, 0 when it is not"),
  INCOMPLETE_LISTINGS(
      "attestream.unit.incomplete.listings",
      "unit",
      "Listings of the newest commit over a scope unit that did not complete"),
  AGENT_LAG(
      "attestream.agent.lag.seconds",
      "agent",
      "Seconds by which an agent's promised next commit is late, 0 when it is not"),
  COMMITS("attestream.agent.commits", "agent", "Commits accepted from an agent since it enrolled"),
  LOG_ENTRIES("attestream.log.entries", "", "Entries of the tamper-evident log"),
  LOG_CHECKPOINT_AGE(
      "attestream.log.checkpoint.age.seconds", "", "Seconds since the newest signed checkpoint"),
  LOG_STAMP_AGE(
      "attestream.log.stamp.age.seconds",
      "",
      "Seconds since the newest time stamp by an authority; absent while there is none"),
  DATABASE_BYTES("attestream.database.bytes", "", "Size of the database"),
  NOTIFICATIONS_WAITING(
      "attestream.notifications.waiting", "channel", "Notifications that wait to be sent"),
  NOTIFICATIONS_SENT(
      "attestream.notifications.sent", "channel", "Notifications that a channel took, ever"),
  NOTIFICATIONS_FAILED(
      "attestream.notifications.failed",
      "channel",
      "Attempts to send a notification that failed, ever; each is repeated for three days"),
  NOTIFICATIONS_LOST(
      "attestream.notifications.lost",
      "channel",
      "Notifications that were given up or dropped, ever"),
  LIVE_PAGES("attestream.live.pages", "", "Open pages that listen for changes"),
  SCRAPE_SECONDS("attestream.scrape.seconds", "", "How long reading these metrics took");

  private final String meter;
  private final String label;
  private final String help;

  CollectorMetric(String meter, String label, String help) {
    this.meter = meter;
    this.label = label;
    this.help = help;
  }

  /** Micrometer's name. */
  String meter() {
    return meter;
  }

  /** Prometheus' name. */
  public String exposed() {
    return meter.replace('.', '_');
  }

  public Optional<String> label() {
    return label.isEmpty() ? Optional.empty() : Optional.of(label);
  }

  public String help() {
    return help;
  }
}
