package io.attestream.bench;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReadme;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteSigner;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.testing.FixtureAgent;
import io.attestream.evidence.testing.FixtureCommit;
import io.attestream.evidence.testing.FixtureResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A bundle of many agents that commit once an hour, every envelope really signed. Each unit has ten
 * results, of which one turns once a day; the other commits are heartbeats.
 */
final class GeneratedBundle {
  private static final String ORIGIN = "attestream.local/bench";
  private static final Instant START = Instant.parse("2025-11-01T00:00:00Z");
  private static final int RESULTS = 10;
  private static final int HOURS_A_DAY = 24;

  private final int agents;
  private final int hours;
  private final Ed25519Key logKey = Ed25519Key.ofSeed(new byte[32]);

  GeneratedBundle(int agents, int hours) {
    this.agents = agents;
    this.hours = hours;
  }

  long commits() {
    return (long) agents * hours;
  }

  String logKey() {
    return verifier().vkey();
  }

  private NoteVerifier verifier() {
    return new NoteVerifier(ORIGIN, logKey.publicKey());
  }

  /**
   * Makes commits hour by hour, in a directory from which {@link #zip} makes a bundle, and goes on where
   * an earlier call ended.
   *
   * @param most hours to make
   * @return whether all are there
   */
  boolean sign(Path scratch, int most) throws IOException {
    Files.createDirectories(scratch);
    List<FixtureAgent> fleet = fleet();
    List<CommitShelf> shelves = new ArrayList<>();
    int done = 0;
    try (GeneratedLog log = GeneratedLog.open(scratch.resolve("entries"))) {
      if (log.size() == 0) {
        log.append(sign(new LogStartEntry(ORIGIN, START, null).statement()));
        for (FixtureAgent agent : fleet) {
          log.append(
              sign(new EnrolEntry(agent.name(), agent.key().publicKey(), START).statement()));
        }
      }
      for (FixtureAgent agent : fleet) {
        Path shelf = scratch.resolve(agent.name());
        Optional<byte[]> last = CommitShelf.last(shelf);
        if (last.isPresent()) {
          Manifest m = ManifestCodec.parse(Envelope.parse(last.get()).payload());
          done = (int) m.seq();
          agent.resume(m, last.get(), results(agent, done - 1));
        }
        shelves.add(CommitShelf.open(shelf));
      }
      int end = Math.min(hours, done + most);
      for (int hour = done; hour < end; hour++) {
        hour(hour, fleet, shelves, log);
      }
      for (CommitShelf shelf : shelves) {
        shelf.close();
      }
      return end == hours;
    }
  }

  private List<FixtureAgent> fleet() {
    return IntStream.range(0, agents)
        .mapToObj(i -> new FixtureAgent("agent-%03d".formatted(i)))
        .toList();
  }

  /** What the agents commit in one hour: made side by side, logged in their order. */
  private static void hour(
      int hour, List<FixtureAgent> fleet, List<CommitShelf> shelves, GeneratedLog log)
      throws IOException {
    Checkpoint seen = log.checkpoint(ORIGIN);
    List<FixtureCommit> made =
        fleet.parallelStream().map(agent -> commit(agent, hour, seen)).toList();
    for (int i = 0; i < made.size(); i++) {
      log.append(made.get(i).entry());
      shelves.get(i).put(made.get(i));
    }
  }

  private static FixtureCommit commit(FixtureAgent agent, int hour, Checkpoint seen) {
    Enumeration listed =
        new Enumeration("k8s.workload", "apps/v1/deployments:list", RESULTS, 1, true, "");
    return agent.commit(
        unit(agent),
        results(agent, hour),
        List.of(listed),
        START.plus(Duration.ofHours(hour)),
        Duration.ofHours(1),
        seen);
  }

  private static ScopeUnit unit(FixtureAgent agent) {
    return new ScopeUnit("kubernetes:" + agent.name());
  }

  private static List<FixtureResult> results(FixtureAgent agent, int hour) {
    ScopeUnit unit = unit(agent);
    int day = hour / HOURS_A_DAY;
    List<FixtureResult> results = new ArrayList<>();
    for (int i = 0; i < RESULTS; i++) {
      int turns = (day + RESULTS - i) / RESULTS;
      Status status = turns % 2 == 0 ? Status.PASS : Status.FAIL;
      results.add(
          new FixtureResult(
              "k8s.workload.not-privileged",
              1,
              new ResourceIdentity(unit.id(), "k8s.workload", "workload-" + i, "workload-" + i),
              new Verdict(status, null, ""),
              new Observation(Map.of("privileged", turns % 2 == 1), List.of()),
              START.plus(Duration.ofDays(turns == 0 ? 0 : (turns - 1L) * RESULTS + i))));
    }
    return results;
  }

  private byte[] sign(Statement statement) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), logKey).bytes();
  }

  /** Makes the bundle out of what {@link #sign} left, which is deleted. */
  void zip(Path scratch, Path zip) throws IOException {
    List<FixtureAgent> fleet = fleet();
    Instant end = START.plus(Duration.ofHours(hours));
    BundleHeader header = new BundleHeader(ORIGIN, end, START, end, "bench");
    Path part = zip.resolveSibling(zip.getFileName() + ".part");
    try (GeneratedLog log = GeneratedLog.open(scratch.resolve("entries"));
        OutputStream out = Files.newOutputStream(part);
        BundleWriter bundle = new BundleWriter(out, header)) {
      bundle.add(BundlePath.README, BundleReadme.bytes("year.zip", header, verifier()));
      for (FixtureAgent agent : fleet) {
        CommitShelf.addTo(bundle, agent.name(), scratch.resolve(agent.name()));
      }
      String note = new NoteSigner(ORIGIN, logKey).sign(log.checkpoint(ORIGIN)).encode();
      bundle.add(BundlePath.CHECKPOINT, note.getBytes(StandardCharsets.UTF_8));
      log.addTo(bundle);
      for (FixtureAgent agent : fleet) {
        bundle.add(
            BundlePath.agentKey(agent.name(), agent.key().keyId()),
            agent.key().publicKey().pem().getBytes(StandardCharsets.UTF_8));
      }
      bundle.add(BundlePath.LOG_KEY_PEM, logKey.publicKey().pem().getBytes(StandardCharsets.UTF_8));
      bundle.add(BundlePath.LOG_KEY, (logKey() + '\n').getBytes(StandardCharsets.UTF_8));
      bundle.finish(logKey);
    }
    Files.move(part, zip);
    for (FixtureAgent agent : fleet) {
      Files.delete(scratch.resolve(agent.name()));
    }
    Files.delete(scratch.resolve("entries"));
    Files.delete(scratch);
  }
}
