package io.attestream.agent.stream;

import com.google.protobuf.ByteString;
import io.attestream.agent.commit.CommitSigner;
import io.attestream.agent.commit.Provenance;
import io.attestream.agent.commit.ScanFacts;
import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.spool.AgentState;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.spool.UnitLeaves;
import io.attestream.e2e.simulation.Wire;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.EnrolRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An agent's spool and stream as they are, without schedule, judge and gRPC. */
public final class SimulatedAgent implements AutoCloseable {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final Hash SOME = Hash.sha256(new byte[] {1});
  private static final StreamLimits LIMITS = StreamLimits.of(4, Duration.ofSeconds(60));

  /** How a session ends in which the agent took up what it had lost. */
  public static final String ADOPTED = "adopted";

  private final Path directory;
  private final String name;
  private final ScopeUnit unit;
  private final Clock clock;
  private final long maxBytes;
  private final SecureRandom random = new SecureRandom();
  private final SortedMap<String, Boolean> cluster = new TreeMap<>();
  private final AgentMetrics metrics;
  private Path disk;
  private int lost;
  private String logKey = "";
  private Spool spool;
  private UnitLeaves leaves;

  public SimulatedAgent(Path directory, String name, Clock clock, long maxBytes) {
    this.directory = directory;
    this.name = name;
    this.unit = new ScopeUnit("kubernetes:" + name);
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.metrics = new AgentMetrics(new SimpleMeterRegistry(), clock);
    this.disk = directory;
    this.spool = Spool.open(disk, random, maxBytes);
    this.leaves = spool.unit(unit);
  }

  public String name() {
    return name;
  }

  /** The process ends at this moment and is started again. */
  public void restart() {
    restart(() -> {});
  }

  /** The same, and something is done to its files before it is started again. */
  public void restart(Runnable meanwhile) {
    spool.close();
    meanwhile.run();
    spool = Spool.open(disk, random, maxBytes);
    leaves = spool.unit(unit);
  }

  /** The process ends, and its disk is gone; the key was kept elsewhere. */
  public void loseState() {
    spool.close();
    lost++;
    try {
      Path next = Files.createDirectories(directory.resolve("disk-" + lost));
      Files.copy(disk.resolve("agent.key"), next.resolve("agent.key"));
      disk = next;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spool = Spool.open(disk, random, maxBytes);
    leaves = spool.unit(unit);
  }

  /** Whether the agent knows where it stands: enrolled, and nothing to take up. */
  public boolean ready() {
    return spool.state().enrolled().isPresent();
  }

  public EnrolRequest enrolment(String token) {
    byte[] message =
        ("attestream-enrol-v1\n" + token + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
    return EnrolRequest.newBuilder()
        .setToken(token)
        .setName(name)
        .setPublicKey(ByteString.copyFrom(spool.key().publicKey().raw()))
        .setSignature(ByteString.copyFrom(spool.key().sign(message)))
        .setAgentVersion("simulated")
        .build();
  }

  public void enrolled(String logKey) {
    this.logKey = logKey;
    spool.enrolled(name, logKey);
  }

  /** A workload comes, or turns. */
  public void set(String workload, boolean privileged) {
    cluster.put(workload, privileged);
  }

  /** A workload goes. */
  public void remove(String workload) {
    cluster.remove(workload);
  }

  /** What the cluster is like: workloads, and whether each is privileged. */
  public SortedMap<String, Boolean> cluster() {
    return new TreeMap<>(cluster);
  }

  /**
   * Scans the whole cluster and commits.
   *
   * @return false when the spool is full, or the agent does not know where it stands
   */
  public boolean scan() {
    if (!ready()) {
      return false;
    }
    Instant at = clock.instant();
    AgentState.Secrets secrets = spool.state().secrets();
    for (UnitLeaves.KnownResource known : leaves.known("k8s.workload", 0, 1000)) {
      if (!cluster.containsKey(known.identity().id())) {
        leaves.apply(known.identity(), List.of(), leaves.current(known.identity()).leaves());
      }
    }
    cluster.forEach((workload, privileged) -> put(secrets, workload, privileged, at));
    ScanFacts facts =
        new ScanFacts(
            unit,
            at,
            at,
            at.plus(Duration.ofHours(1)),
            List.of(
                new Enumeration(
                    "k8s.workload", "apps/v1/deployments:list", cluster.size(), 1, null)));
    return spool.cut(leaves, signer().signer(facts)).isPresent();
  }

  private void put(AgentState.Secrets secrets, String workload, boolean privileged, Instant since) {
    ResourceIdentity identity = new ResourceIdentity(unit.id(), "k8s.workload", workload, workload);
    LeafKey key = LeafKey.of(secrets.scopeKey(), CHECK, identity);
    Status status = privileged ? Status.FAIL : Status.PASS;
    Optional<Instant> stands =
        leaves.current(identity).leaves().stream()
            .filter(leaf -> leaf.status() == status)
            .map(leaf -> leaf.since())
            .findFirst();
    Disclosure who =
        Disclosure.of(
            secrets.saltKey(), key, Disclosure.IDENTITY, DisclosedIdentity.value(identity));
    Disclosure what =
        Disclosure.of(
            secrets.saltKey(),
            key,
            Disclosure.EVIDENCE,
            DisclosedEvidence.value(
                new Observation(Map.of("privileged", privileged), List.of()),
                privileged ? Verdict.FAIL : Verdict.PASS));
    ResultLeaf leaf =
        new ResultLeaf(key, CHECK, 1, status, stands.orElse(since), who.digest(), what.digest());
    leaves.apply(identity, List.of(NewLeaf.of(leaf, who.text(), what.text())), List.of());
  }

  private CommitSigner signer() {
    return new CommitSigner(spool.key(), new Provenance("boot", SOME, SOME, SOME, "simulated"));
  }

  /**
   * Streams until the wire breaks.
   *
   * @return why the session ended, as the agent sees it
   */
  public StreamException stream(Wire wire) throws InterruptedException {
    try {
      if (!ready()) {
        Enrolment known =
            new Enrolment(name, logKey, Checkpoint.empty(NoteVerifier.parse(logKey).name()));
        new Adoption(new WireChannel(wire), spool, known, Duration.ofSeconds(60)).perform();
        leaves = spool.unit(unit);
        return new StreamException(StreamException.Kind.AGAIN, ADOPTED);
      }
      StreamSession session =
          new StreamSession(
              new WireChannel(wire),
              spool,
              signer()::resign,
              LIMITS,
              clock,
              metrics,
              new ProvisionalBuffer(metrics));
      session.begin();
      session.run(() -> {});
      throw new IllegalStateException("a session does not end by itself");
    } catch (StreamException e) {
      return e;
    }
  }

  private record WireChannel(Wire wire) implements FrameChannel {
    private static final int PATIENCE = 50;

    @Override
    public void send(AgentFrame frame) {
      try {
        wire.send(frame);
      } catch (Wire.Broken e) {
        throw broken(e);
      }
    }

    @Override
    public Optional<CollectorFrame> receive(Duration wait) {
      try {
        return wire.receive();
      } catch (Wire.Broken e) {
        throw broken(e);
      }
    }

    @Override
    public CollectorFrame expect(Duration wait) {
      for (int i = 0; i < PATIENCE; i++) {
        Optional<CollectorFrame> frame = receive(wait);
        if (frame.isPresent()) {
          return frame.get();
        }
      }
      throw new StreamException(StreamException.Kind.LATER, "the collector does not answer");
    }

    private static StreamException broken(Wire.Broken e) {
      return new StreamException(StreamException.Kind.LATER, String.valueOf(e.getMessage()), e);
    }
  }

  /** The spool's file. */
  public Path file() {
    return disk.resolve("spool.db");
  }

  /** Commits that wait. */
  public long waiting() {
    return spool.depth().commits();
  }

  /** Commits that were set aside because the collector could not read them. */
  public long quarantined() {
    return spool.quarantined();
  }

  /** Commits of the chain, in the log or waiting. */
  public long cut() {
    return spool.state().nextSeq() - 1;
  }

  /** Digest of the last envelope that was signed. */
  public Optional<Hash> last() {
    return Optional.ofNullable(spool.state().last());
  }

  @Override
  public void close() {
    spool.close();
  }
}
