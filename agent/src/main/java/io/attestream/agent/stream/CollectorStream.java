package io.attestream.agent.stream;

import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.CommitDraft.Resigner;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.StreamException.Kind;
import io.vertx.grpc.client.GrpcClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a stream to the collector open and the spool short. Blocks one thread for as long as the
 * agent runs. A commit leaves the spool only after its proofs were verified; whatever else happens,
 * the stream is opened anew and the spool is sent from its first commit on.
 */
public final class CollectorStream {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorStream.class);

  /** Makes the agent known to the collector. */
  private interface Enrolment {
    void enrol() throws InterruptedException;
  }

  private final GrpcClient client;
  private final CollectorAddress address;
  private final Spool spool;
  private final Resigner resigner;
  private final StreamLimits limits;
  private final Clock clock;
  private final AgentMetrics metrics;
  private final ProvisionalBuffer provisional;
  private final Backoff backoff;
  private volatile @Nullable GrpcChannel open;
  private @Nullable PackDelivery pack;
  private Enrolment enrolment = CollectorStream::noToken;

  public CollectorStream(
      GrpcClient client,
      CollectorAddress address,
      Spool spool,
      Resigner resigner,
      StreamLimits limits,
      Clock clock,
      RandomGenerator random,
      AgentMetrics metrics) {
    this.client = client;
    this.address = address;
    this.spool = spool;
    this.resigner = resigner;
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    this.provisional = new ProvisionalBuffer(metrics);
    this.backoff = new Backoff(limits.firstPause(), limits.longestPause(), random);
  }

  /** What to do when the spool's agent is not enrolled yet. */
  public void enrolWith(String token, String name, String pinnedLogKey, String version) {
    Enroller enroller = new Enroller(client, address, limits.progress(), version);
    if (!token.isEmpty()) {
      enrolment = () -> enroller.enrol(spool, token, name, pinnedLogKey);
    } else if (!spool.newKey() && !pinnedLogKey.isEmpty()) {
      enrolment = () -> enroller.adopt(spool, name, pinnedLogKey);
    }
  }

  /** What to give the collector before the first commit. */
  public void deliver(PackDelivery delivery) {
    pack = delivery;
  }

  private static void noToken() {
    throw new StreamException(
        Kind.FATAL, "this agent is not enrolled: set collector.token or collector.tokenFile once");
  }

  /** Takes changes to show before their commit. */
  public ChangeListener provisional() {
    return provisional;
  }

  /** Says that the spool has a new commit. */
  public void wake() {
    GrpcChannel channel = open;
    if (channel != null) {
      channel.wake();
    }
  }

  /**
   * Streams until interrupted.
   *
   * @throws StreamException of kind FATAL when the collector does not know this agent
   */
  public void run() throws InterruptedException {
    while (true) {
      try {
        session();
      } catch (StreamException e) {
        Optional<Duration> pause = pause(e);
        if (pause.isPresent()) {
          Thread.sleep(pause.get().toMillis());
        }
      }
    }
  }

  private void session() throws InterruptedException {
    if (spool.state().enrolled().isEmpty()) {
      enrolment.enrol();
      LOG.info("enrolled as {}", spool.state().enrolled().map(e -> e.agentId()).orElse(""));
    }
    PackDelivery delivery = pack;
    if (delivery != null) {
      delivery.deliver(spool.state().enrolled().orElseThrow().agentId(), spool.key());
    }
    try (GrpcChannel channel = GrpcChannel.open(client, address, limits.progress())) {
      open = channel;
      StreamSession session =
          new StreamSession(channel, spool, resigner, limits, clock, metrics, provisional);
      session.begin();
      LOG.info("connected to {}:{}", address.host(), address.port());
      provisional.open(channel::wake);
      metrics.connected(true);
      session.run(backoff::reset);
    } finally {
      open = null;
      provisional.close();
      metrics.connected(false);
    }
  }

  /** How long to wait after a failure, none for an immediate second try. */
  private Optional<Duration> pause(StreamException e) {
    return switch (e.kind()) {
      case AGAIN -> {
        LOG.warn("{}; sending again", e.getMessage());
        yield Optional.empty();
      }
      case LATER -> {
        Duration pause = backoff.next();
        LOG.warn("collector: {}; next attempt in {} ms", e.getMessage(), pause.toMillis());
        yield Optional.of(pause);
      }
      case ALARM -> {
        alarm(e.getMessage());
        yield Optional.of(backoff.next());
      }
      case FATAL -> {
        alarm(e.getMessage());
        throw e;
      }
    };
  }

  private void alarm(@Nullable String message) {
    LOG.error("ALARM: {}. Commits stay in the spool.", message);
    metrics.alarm();
    spool.alarm(String.valueOf(message));
  }
}
