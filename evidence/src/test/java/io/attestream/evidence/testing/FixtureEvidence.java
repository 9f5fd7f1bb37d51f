package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReadme;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A complete small body of evidence: one log, agents {@code cloud} (two AWS regions) and {@code
 * cluster} (one Kubernetes cluster), ten hourly commits with additions, changes, removals, an
 * unchanged commit, an unknown result and an incomplete enumeration. The same every time.
 */
public final class FixtureEvidence {
  public static final String ORIGIN = "log.example/attestream";
  public static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  public static final Duration INTERVAL = Duration.ofHours(1);
  public static final ScopeUnit EU = new ScopeUnit("aws:123456789012:eu-west-1");
  public static final ScopeUnit US = new ScopeUnit("aws:123456789012:us-east-1");
  public static final ScopeUnit CLUSTER = new ScopeUnit("kubernetes:prod");

  private final Ed25519Key logKey = Ed25519Key.ofSeed(new byte[32]);
  private final FixtureLog log = new FixtureLog(ORIGIN, logKey);
  private final FixtureAgent cloud = new FixtureAgent("cloud");
  private final FixtureAgent cluster = new FixtureAgent("cluster");
  private final List<FixtureCommit> commits = new ArrayList<>();

  private FixtureEvidence() {}

  /** Builds it. */
  public static FixtureEvidence small() {
    FixtureEvidence evidence = new FixtureEvidence();
    evidence.build();
    return evidence;
  }

  private void build() {
    sign(new LogStartEntry(ORIGIN, START, null).statement());
    sign(new EnrolEntry(cloud.name(), cloud.key().publicKey(), START).statement());
    sign(new EnrolEntry(cluster.name(), cluster.key().publicKey(), START).statement());
    commit(cloud, EU, 0, buckets(EU, 3, 0));
    commit(cloud, US, 0, buckets(US, 2, 1));
    commit(cluster, CLUSTER, 0, workloads(4));
    commit(cloud, EU, 1, buckets(EU, 4, 1));
    commit(cloud, US, 1, buckets(US, 2, 1));
    commit(cluster, CLUSTER, 1, workloads(2));
    commit(cloud, EU, 2, buckets(EU, 1, 1));
    commit(cloud, US, 2, buckets(US, 5, 0));
    commit(cluster, CLUSTER, 2, workloads(3));
    commit(cluster, CLUSTER, 3, workloads(3));
  }

  public Ed25519Key logKey() {
    return logKey;
  }

  public NoteVerifier logVerifier() {
    return new NoteVerifier(ORIGIN, logKey.publicKey());
  }

  public FixtureLog log() {
    return log;
  }

  public FixtureAgent cloud() {
    return cloud;
  }

  public FixtureAgent cluster() {
    return cluster;
  }

  public List<FixtureCommit> commits() {
    return List.copyOf(commits);
  }

  /** A period over all commits, exported right after the last. */
  public BundleHeader header() {
    Instant end = START.plus(INTERVAL.multipliedBy(3)).plusSeconds(60);
    return new BundleHeader(ORIGIN, end, START, end, "fixture 1");
  }

  /** Every file of the bundle but its index and signature. */
  public SortedMap<String, byte[]> files() {
    return files(log);
  }

  /** The same commits' files beside another log. */
  public SortedMap<String, byte[]> files(FixtureLog other) {
    SortedMap<String, byte[]> files = new TreeMap<>(BundlePath.ORDER);
    files.put(BundlePath.README, BundleReadme.bytes("bundle.zip", header(), logVerifier()));
    other.addTo(files);
    commits.forEach(commit -> commit.addTo(files));
    files.put("meta/mapping.json", "{}".getBytes(StandardCharsets.UTF_8));
    files.put("meta/pack/aws.s3.bucket.private.yaml", "id: x\n".getBytes(StandardCharsets.UTF_8));
    files.put(BundlePath.LOG_KEY, (logVerifier().vkey() + '\n').getBytes(StandardCharsets.UTF_8));
    files.put(BundlePath.LOG_KEY_PEM, logKey.publicKey().pem().getBytes(StandardCharsets.UTF_8));
    for (FixtureAgent agent : List.of(cloud, cluster)) {
      files.put(
          BundlePath.agentKey(agent.name(), agent.key().keyId()),
          agent.key().publicKey().pem().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /** A log with these entries, by the same key. */
  public FixtureLog relog(List<byte[]> entries) {
    FixtureLog other = new FixtureLog(ORIGIN, logKey);
    entries.forEach(other::append);
    return other;
  }

  /** Writes the bundle. */
  public Path write(Path zip) throws IOException {
    return write(zip, header(), files());
  }

  /** Writes a bundle with other content under a fresh, signed index. */
  public Path write(Path zip, BundleHeader header, SortedMap<String, byte[]> files)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        BundleWriter writer = new BundleWriter(out, header)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        writer.add(file.getKey(), file.getValue());
      }
      writer.finish(logKey);
    }
    return zip;
  }

  /** Signs a statement by the log's key and appends it. */
  public void sign(Statement statement) {
    log.append(Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), logKey).bytes());
  }

  private void commit(FixtureAgent agent, ScopeUnit unit, int hour, List<FixtureResult> results) {
    Checkpoint seen =
        commits.isEmpty() ? Checkpoint.empty(ORIGIN) : log.at(Math.max(0, log.now().size() - 1));
    List<Enumeration> enumerations =
        unit.equals(CLUSTER)
            ? List.of(
                new Enumeration(
                    "k8s.workload", "apps/v1/deployments:list", results.size(), 1, true, ""),
                new Enumeration("k8s.node", "v1/nodes:list", 0, 0, false, "Forbidden"))
            : List.of(
                new Enumeration("aws.s3.bucket", "s3:ListBuckets", results.size(), 1, true, ""));
    FixtureCommit commit =
        agent.commit(
            unit, results, enumerations, START.plus(INTERVAL.multipliedBy(hour)), INTERVAL, seen);
    commits.add(commit);
    log.append(commit.entry());
  }

  private static List<FixtureResult> buckets(ScopeUnit unit, int count, int failing) {
    List<FixtureResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean fails = i < failing;
      results.add(
          new FixtureResult(
              "aws.s3.bucket.private",
              1,
              new ResourceIdentity(unit.id(), "aws.s3.bucket", "arn:aws:s3:::b" + i, "b" + i),
              fails ? Verdict.FAIL : Verdict.PASS,
              new Observation(Map.of("public", fails), List.of()),
              START));
    }
    return results;
  }

  private static List<FixtureResult> workloads(int count) {
    List<FixtureResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(
          new FixtureResult(
              "k8s.workload.not-root",
              2,
              new ResourceIdentity(
                  CLUSTER.id(), "k8s.workload", "apps/v1/Deployment/web/d" + i, "web/d" + i),
              Verdict.PASS,
              new Observation(Map.of("runAsNonRoot", true), List.of()),
              START));
    }
    BlindSpot denied = new BlindSpot("", UnknownReason.ACCESS_DENIED, "v1/nodes:list", "Forbidden");
    results.add(
        new FixtureResult(
            "k8s.node.ready",
            1,
            ResourceIdentity.wholePopulation(CLUSTER.id(), "k8s.node"),
            Verdict.unknown(UnknownReason.ACCESS_DENIED, "v1/nodes:list"),
            new Observation(Map.of(), List.of(denied)),
            START));
    return results;
  }
}
