package io.attestream.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.config.ScheduleSection;
import io.attestream.agent.judge.ChangeListener;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.spool.Adopted;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.testing.AgentFixture;
import io.attestream.agent.testing.Boxes;
import io.attestream.agent.testing.Eventually;
import io.attestream.agent.testing.FakeSource;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;
  private AgentFixture agent;
  private final ExecutorService judges = Executors.newFixedThreadPool(2);
  private final AtomicReference<String> fingerprint = new AtomicReference<>("one");

  @BeforeEach
  void open() {
    agent = new AgentFixture(directory);
    agent.spool.enrolled("agent", "origin+00000000+AAAA");
    agent.source.box("a", box(true));
  }

  @AfterEach
  void close() {
    judges.shutdownNow();
    agent.close();
  }

  @Test
  void aUnitIsScannedAtOnceAndAgainAtItsInterval() throws InterruptedException {
    runWith(
        List.of(new OpenSource(agent.source, fingerprint::get)),
        () -> {
          commits(1);
          agent.clock.advance(HOUR.minusMinutes(1));
          Thread.sleep(600);
          commits(1);
          agent.clock.advance(Duration.ofMinutes(1));
          commits(2);
        });
    Manifest manifest = agent.manifests().get(0);
    assertThat(manifest.startedAt()).isEqualTo(AgentFixture.START);
    assertThat(manifest.nextBy())
        .isEqualTo(AgentFixture.START.plus(HOUR).plus(Duration.ofMinutes(10)));
  }

  @Test
  void aChangedFingerprintBringsTheNextScanForward() throws InterruptedException {
    runWith(
        List.of(new OpenSource(agent.source, fingerprint::get)),
        () -> {
          commits(1);
          fingerprint.set("two");
          agent.clock.advance(Duration.ofSeconds(10));
          commits(2);
        });
  }

  @Test
  void aUnitWhosePendingResultsWereLostIsScannedAnewSoon() throws InterruptedException {
    agent.close();
    agent = new AgentFixture(directory.resolve("stateless"));
    agent.source.box("a", box(true));
    runWith(
        List.of(new OpenSource(agent.source, fingerprint::get)),
        () -> {
          Eventually.holds("a scan", () -> agent.unit().leaves().dirty());
          Checkpoint seen = new Checkpoint("origin", 7, Hash.sha256());
          agent.spool.adopt(
              new Adopted(
                  new Enrolment("agent", "origin+00000000+AAAA", seen),
                  2,
                  5,
                  Hash.sha256(),
                  List.of()));
          for (int i = 0; i < 10; i++) {
            agent.clock.advance(Duration.ofSeconds(10));
            Thread.sleep(300);
          }
          commits(1);
        });
    Manifest manifest = agent.manifests().get(0);
    assertThat(manifest.seq()).isEqualTo(5);
    assertThat(manifest.epoch()).isEqualTo(2);
    assertThat(manifest.delta()).isEqualTo(new Manifest.Delta(null, 3, 0));
  }

  @Test
  void aUnitThatFailsIsCommittedAsUnknownAndStopsNoOther() throws InterruptedException {
    runWith(
        List.of(
            new OpenSource(new BrokenSource(), () -> ""),
            new OpenSource(agent.source, fingerprint::get)),
        () -> commits(2));
    Manifest broken =
        agent.manifests().stream()
            .filter(manifest -> manifest.unit().equals(BrokenSource.UNIT))
            .findFirst()
            .orElseThrow();
    assertThat(broken.tally().unknown()).isEqualTo(3).isEqualTo(broken.size());
    assertThat(broken.population().enumerations().get(0).error())
        .isEqualTo("API_ERROR the scan failed with IllegalStateException");
  }

  @Test
  void aWatchedUnitCommitsWhenItHasSettledAndAsAHeartbeat() throws InterruptedException {
    WatchableSource source = new WatchableSource(agent.source);
    runWith(
        List.of(new OpenSource(source, () -> "")),
        () -> {
          commits(1);
          source.happens(
              sink -> sink.seen(new Resource(FakeSource.identity("b"), box(false), List.of())));
          source.happens(sink -> sink.gone(FakeSource.identity("a")));
          source.settled();
          commits(1);
          agent.clock.advance(Duration.ofSeconds(3));
          commits(2);
          Eventually.holds(
              "the heartbeat",
              () -> {
                agent.clock.advance(HOUR);
                return agent.spool.depth().commits() >= 3;
              });
        });
    assertThat(agent.manifests().get(1).delta())
        .isEqualTo(new Manifest.Delta(agent.manifests().get(0).root(), 3, 3));
    assertThat(agent.manifests().get(2).delta())
        .isEqualTo(new Manifest.Delta(agent.manifests().get(1).root(), 0, 0));
  }

  private interface Story {
    void tell() throws InterruptedException;
  }

  private void runWith(List<OpenSource> sources, Story story) throws InterruptedException {
    ScheduleSection schedule =
        new ScheduleSection(
            HOUR, Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofSeconds(10), 2);
    UnitServices services =
        new UnitServices(
            agent.spool,
            new ResourceJudge(Boxes.engine()),
            agent.signer,
            schedule,
            agent.clock,
            agent.metrics,
            judges,
            ChangeListener.NONE,
            () -> {});
    try (Scheduler scheduler = new Scheduler(sources, services)) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  scheduler.run();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      story.tell();
      thread.interrupt();
      thread.join();
    }
  }

  private void commits(int count) {
    Eventually.holds(count + " commits", () -> agent.spool.depth().commits() == count);
  }

  private static Map<String, Object> box(boolean open) {
    return Map.of("open", open, "sealed", "2026-01-01T00:00:00Z", "secret", false);
  }

  /** Throws what no source should. */
  private static final class BrokenSource implements ResourceSource {
    static final ScopeUnit UNIT = new ScopeUnit("fake:broken");

    @Override
    public List<ScopeUnit> units() {
      return List.of(UNIT);
    }

    @Override
    public Set<String> types(ScopeUnit unit) {
      return Set.of(FakeSource.TYPE);
    }

    @Override
    public void scan(ScopeUnit unit, ResourceSink sink) {
      throw new IllegalStateException("a bug in a source");
    }
  }

  /** Boxes that can be watched. */
  private static final class WatchableSource implements ResourceSource {
    private final FakeSource boxes;
    private final BlockingQueue<Consumer<ResourceSink>> events = new LinkedBlockingQueue<>();

    WatchableSource(FakeSource boxes) {
      this.boxes = boxes;
    }

    void happens(Consumer<ResourceSink> event) {
      events.add(event);
    }

    /** Returns when all that happened was told. */
    void settled() throws InterruptedException {
      java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(1);
      events.add(sink -> told.countDown());
      assertThat(told.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public List<ScopeUnit> units() {
      return boxes.units();
    }

    @Override
    public Set<String> types(ScopeUnit unit) {
      return boxes.types(unit);
    }

    @Override
    public void scan(ScopeUnit unit, ResourceSink sink) {
      boxes.scan(unit, sink);
    }

    @Override
    public boolean watches() {
      return true;
    }

    @Override
    public void watch(ScopeUnit unit, ResourceSink sink) throws InterruptedException {
      while (true) {
        events.take().accept(sink);
      }
    }
  }
}
