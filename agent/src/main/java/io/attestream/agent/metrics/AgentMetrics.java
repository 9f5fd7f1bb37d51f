package io.attestream.agent.metrics;

import io.attestream.agent.spool.Spool;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The agent's meters. Safe for many threads. */
public final class AgentMetrics {
  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<String, AtomicLong> results = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> deferred = new ConcurrentHashMap<>();
  private final AtomicLong lastAck;
  private final AtomicLong connected = new AtomicLong();
  private final AtomicLong alarmed = new AtomicLong();
  private final Counter alarms;
  private final Counter commits;
  private final Counter acks;
  private final Counter unproven;
  private final Counter provisionalDropped;

  public AgentMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.lastAck = new AtomicLong(clock.millis());
    Gauge.builder("attestream_agent_last_ack_age_seconds", this::lastAckAge)
        .description("Seconds since the last verified acknowledgement, or since the start.")
        .register(registry);
    Gauge.builder("attestream_agent_connected", connected::get)
        .description("1 while a stream to the collector is open.")
        .register(registry);
    Gauge.builder("attestream_agent_alarm", alarmed::get)
        .description("1 from an alarm until the next verified acknowledgement.")
        .register(registry);
    alarms = counter("attestream_agent_alarms", "Proofs that were missing or wrong.");
    commits = counter("attestream_agent_commits", "Commits that were signed and spooled.");
    acks = counter("attestream_agent_acks", "Commits whose proofs were verified.");
    unproven =
        counter(
            "attestream_agent_unproven_commits",
            "Commits that the collector holds without having proven it after a lost answer.");
    provisionalDropped =
        counter(
            "attestream_agent_provisional_dropped",
            "Previews that were not sent because too many changed at once.");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** Shows how full a spool is. */
  public void observe(Spool spool) {
    Gauge.builder("attestream_agent_spool_commits", spool, s -> s.depth().commits())
        .description("Commits that wait for the collector.")
        .register(registry);
    Gauge.builder("attestream_agent_spool_bytes", spool, s -> s.depth().bytes())
        .description("Bytes of the commits that wait for the collector.")
        .register(registry);
    Gauge.builder("attestream_agent_quarantined_commits", spool, Spool::quarantined)
        .description("Commits that the collector refused as malformed.")
        .register(registry);
  }

  private double lastAckAge() {
    return (clock.millis() - lastAck.get()) / 1000.0;
  }

  public void committed(ScopeUnit unit, Tally tally) {
    commits.increment();
    deferred(unit, false);
    for (Status status : Status.values()) {
      results
          .computeIfAbsent(
              unit.id() + "|" + status.wire(),
              key -> {
                AtomicLong value = new AtomicLong();
                Gauge.builder("attestream_agent_results", value::get)
                    .description("Results of the newest commit of each scope unit.")
                    .tag("unit", unit.id())
                    .tag("status", status.wire())
                    .register(registry);
                return value;
              })
          .set(tally.of(status));
    }
  }

  /** Whether a unit's commit waits because the spool is full. */
  public void deferred(ScopeUnit unit, boolean waits) {
    deferred
        .computeIfAbsent(
            unit.id(),
            key -> {
              AtomicLong value = new AtomicLong();
              Gauge.builder("attestream_agent_deferred", value::get)
                  .description("1 while a unit's commit waits because the spool is full.")
                  .tag("unit", unit.id())
                  .register(registry);
              return value;
            })
        .set(waits ? 1 : 0);
  }

  public void scanned(ScopeUnit unit, Duration duration, boolean failed) {
    Timer.builder("attestream_agent_scan")
        .description("Duration of the scans of a scope unit.")
        .tag("unit", unit.id())
        .tag("outcome", failed ? "failed" : "done")
        .register(registry)
        .record(duration);
  }

  public void connected(boolean open) {
    connected.set(open ? 1 : 0);
  }

  public void acknowledged() {
    acks.increment();
    alarmed.set(0);
    lastAck.set(clock.millis());
  }

  public void unproven() {
    unproven.increment();
  }

  public void alarm() {
    alarms.increment();
    alarmed.set(1);
  }

  public void provisionalDropped(long count) {
    provisionalDropped.increment(count);
  }
}
