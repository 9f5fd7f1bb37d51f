package io.attestream.agent.testing;

import io.attestream.agent.commit.CommitSigner;
import io.attestream.agent.commit.Provenance;
import io.attestream.agent.commit.ScanFacts;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.CollectorLink;
import io.attestream.agent.stream.CollectorStream;
import io.attestream.agent.stream.StreamLimits;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An agent over boxes, put together by hand: scans when told, streams to a fake collector. */
public final class AgentFixture implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

  public final FakeSource source = new FakeSource();
  public final SteppingClock clock = new SteppingClock(START);
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  public final AgentMetrics metrics = new AgentMetrics(registry, Clock.systemUTC());
  public final Spool spool;
  public final CommitSigner signer;
  private final ResourceJudge judge;
  private UnitJudge unit;
  private @Nullable CollectorLink link;
  private @Nullable CollectorStream stream;
  private @Nullable Thread thread;

  public AgentFixture(Path directory) {
    this(directory, 1L << 30);
  }

  public AgentFixture(Path directory, long maxBytes) {
    this(directory, maxBytes, Boxes.engine());
  }

  public AgentFixture(Path directory, long maxBytes, Engine engine) {
    judge = new ResourceJudge(engine);
    spool = Spool.open(directory, new SecureRandom(), maxBytes);
    Hash build = Hash.sha256("test".getBytes(StandardCharsets.UTF_8));
    signer = new CommitSigner(spool.key(), new Provenance("boot", build, build, build, "test"));
    unit = open(ChangeListener.NONE);
  }

  private UnitJudge open(ChangeListener listener) {
    return new UnitJudge(
        spool.unit(FakeSource.UNIT), judge, spool.state().secrets(), clock, listener);
  }

  public UnitJudge unit() {
    return unit;
  }

  /** Lists the boxes and leaves the results pending. */
  public void scan() {
    unit.begin();
    source.scan(FakeSource.UNIT, unit);
    unit.end(source.types(FakeSource.UNIT), "not listed", clock.instant());
  }

  /** Commits what is pending. */
  public OptionalLong cut() {
    Instant now = clock.instant();
    OptionalLong seq =
        spool.cut(
            unit.leaves(),
            signer.signer(
                new ScanFacts(
                    FakeSource.UNIT,
                    now,
                    now,
                    now.plus(Duration.ofHours(1)),
                    unit.enumerations())));
    if (stream != null) {
      stream.wake();
    }
    return seq;
  }

  public OptionalLong scanAndCut() {
    scan();
    return cut();
  }

  /** Forgets what is pending, as a restart would. */
  public void reopen() {
    unit = open(stream == null ? ChangeListener.NONE : stream.provisional());
  }

  /** Opens the stream and keeps it open. */
  public void connect(FakeCollector collector) {
    StreamLimits limits =
        new StreamLimits(
            4,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofMillis(200));
    CollectorLink opened = new CollectorLink(collector.address());
    CollectorStream running =
        new CollectorStream(
            opened.client(),
            collector.address(),
            spool,
            signer::resign,
            limits,
            Clock.systemUTC(),
            new Random(1),
            metrics);
    running.enrolWith("token", "agent", "", "test");
    link = opened;
    stream = running;
    thread =
        new Thread(
            () -> {
              try {
                running.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stream");
    thread.start();
    reopen();
  }

  /** The manifests of the commits that wait. */
  public List<Manifest> manifests() {
    return spool.after(0, 1_000).stream()
        .map(commit -> ManifestCodec.parse(Envelope.parse(commit.envelope()).payload()))
        .toList();
  }

  public double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  public double count(String name) {
    return registry.get(name).counter().count();
  }

  /** Ends the stream but keeps the spool. */
  public void disconnect() {
    try {
      if (thread != null) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (link != null) {
      link.close();
    }
    thread = null;
    link = null;
    stream = null;
  }

  @Override
  public void close() {
    disconnect();
    spool.close();
  }
}
