package io.attestream.agent.process;

import io.attestream.agent.commit.CommitSigner;
import io.attestream.agent.commit.Provenance;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.CollectorSection;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.metrics.MetricsServer;
import io.attestream.agent.schedule.Scheduler;
import io.attestream.agent.schedule.UnitServices;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.CollectorAddress;
import io.attestream.agent.stream.CollectorLink;
import io.attestream.agent.stream.CollectorStream;
import io.attestream.agent.stream.PackDelivery;
import io.attestream.agent.stream.StreamException;
import io.attestream.agent.stream.StreamLimits;
import io.attestream.checks.engine.Engine;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** Everything that exists in a running agent. */
public final class AgentProcess implements AutoCloseable {
  private static final long PLACE_POLL_MILLIS = 200;

  private final Spool spool;
  private final PrometheusMeterRegistry registry;
  private final AgentMetrics metrics;
  private final CollectorLink link;
  private final CollectorStream stream;
  private final ExecutorService judges;
  private final Scheduler scheduler;
  private final AgentConfig config;

  /**
   * Wires an agent; nothing runs yet.
   *
   * @param spool closed with this
   * @param token the enrolment token, or empty
   */
  public AgentProcess(
      AgentConfig config,
      Engine engine,
      List<OpenSource> sources,
      Spool spool,
      String token,
      Provenance provenance,
      Clock clock,
      RandomGenerator random) {
    this.config = config;
    this.spool = spool;
    CollectorSection collector = config.collector();
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    metrics = new AgentMetrics(registry, clock);
    metrics.observe(spool);
    CommitSigner signer = new CommitSigner(spool.key(), provenance);
    StreamLimits limits =
        StreamLimits.of(config.limits().window(), Duration.ofSeconds(config.limits().ackSeconds()));
    CollectorAddress address = CollectorAddress.of(collector.url(), collector.tls().caFile());
    link = new CollectorLink(address);
    stream =
        new CollectorStream(
            link.client(), address, spool, signer::resign, limits, clock, random, metrics);
    stream.deliver(new PackDelivery(link.client(), address, limits.progress(), engine.pack()));
    stream.enrolWith(token, config.name(), collector.logKey(), provenance.version());
    judges = Executors.newFixedThreadPool(config.limits().judges(), task -> daemon(task, "judge"));
    scheduler =
        new Scheduler(
            sources,
            new UnitServices(
                spool,
                new ResourceJudge(engine),
                signer,
                config.schedule(),
                clock,
                metrics,
                judges,
                stream.provisional(),
                stream::wake));
  }

  /**
   * Runs until the thread is interrupted.
   *
   * @throws StreamException when the collector refuses this agent for good
   */
  public void run() throws InterruptedException {
    Thread scheduling = daemon(this::schedule, "schedule");
    try (MetricsServer ignored = metricsServer()) {
      scheduling.start();
      stream.run();
    } finally {
      scheduling.interrupt();
      scheduling.join(Duration.ofSeconds(5).toMillis());
    }
  }

  private void schedule() {
    try {
      awaitPlace();
      scheduler.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * An agent that may have lost its state scans once it knows where it stands: results from before would be
   * thrown away with the state that it began meanwhile.
   */
  private void awaitPlace() throws InterruptedException {
    while (!spool.newKey() && spool.state().enrolled().isEmpty()) {
      Thread.sleep(PLACE_POLL_MILLIS);
    }
  }

  private MetricsServer metricsServer() {
    int port = config.metrics().port();
    return port == 0
        ? MetricsServer.none()
        : MetricsServer.start(config.metrics().host(), port, registry);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    scheduler.close();
    judges.shutdownNow();
    link.close();
    spool.close();
  }
}
