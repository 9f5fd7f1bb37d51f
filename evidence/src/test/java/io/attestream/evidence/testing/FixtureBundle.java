package io.attestream.evidence.testing;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReadme;
import io.attestream.evidence.bundle.BundleWriter;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bundle made step by step: a log, agents that enrol, commits, other entries and files. */
public final class FixtureBundle {
  private final String origin;
  private final Instant start;
  private final Ed25519Key logKey = Ed25519Key.ofSeed(new byte[32]);
  private final FixtureLog log;
  private final List<FixtureAgent> agents = new ArrayList<>();
  private final List<FixtureCommit> commits = new ArrayList<>();
  private final SortedMap<String, byte[]> more = new TreeMap<>(BundlePath.ORDER);

  public FixtureBundle(String origin, Instant start) {
    this.origin = origin;
    this.start = start;
    this.log = new FixtureLog(origin, logKey);
    sign(new LogStartEntry(origin, start, null).statement());
  }

  /** Enrols an agent. */
  public FixtureAgent agent(String name) {
    FixtureAgent agent = new FixtureAgent(name);
    agents.add(agent);
    sign(new EnrolEntry(name, agent.key().publicKey(), start).statement());
    return agent;
  }

  /** Appends a commit to the log and puts its files into the bundle. */
  public FixtureCommit add(FixtureCommit commit) {
    commits.add(commit);
    log.append(commit.entry());
    return commit;
  }

  /** Signs a statement by the log's key and appends it. */
  public void sign(Statement statement) {
    sign(statement, logKey);
  }

  /** Signs a statement by another key and appends it. */
  public void sign(Statement statement, Ed25519Key key) {
    log.append(Dsse.sign(Statement.PAYLOAD_TYPE, statement.bytes(), key).bytes());
  }

  /** Logs a stamp of the log as it is now, and puts it into the bundle. */
  public void stamp(FixtureAuthority authority, Instant at) {
    Checkpoint stamped = log.now();
    byte[] token = authority.stamp(stamped, at);
    more.put(
        BundlePath.stamp(stamped.size(), BundlePath.STAMPED),
        stamped.text().getBytes(StandardCharsets.UTF_8));
    more.put(BundlePath.stamp(stamped.size(), BundlePath.TOKEN), token);
    sign(new StampEntry(stamped, Hash.sha256(token), at).statement());
  }

  /** Puts a file beside the evidence; {@code meta/} and {@code report/} are such. */
  public void file(String path, byte[] content) {
    more.put(path, content);
  }

  /** The state of the log, as an agent would have verified it. */
  public Checkpoint seen() {
    return log.now();
  }

  public FixtureLog log() {
    return log;
  }

  public Ed25519Key logKey() {
    return logKey;
  }

  public NoteVerifier logVerifier() {
    return new NoteVerifier(origin, logKey.publicKey());
  }

  public List<FixtureCommit> commits() {
    return List.copyOf(commits);
  }

  /** Every file but index and signature. */
  public SortedMap<String, byte[]> files(BundleHeader header) {
    SortedMap<String, byte[]> files = new TreeMap<>(BundlePath.ORDER);
    files.put(BundlePath.README, BundleReadme.bytes("bundle.zip", header, logVerifier()));
    log.addTo(files);
    commits.forEach(commit -> commit.addTo(files));
    files.putAll(more);
    files.put(BundlePath.LOG_KEY, (logVerifier().vkey() + '\n').getBytes(StandardCharsets.UTF_8));
    files.put(BundlePath.LOG_KEY_PEM, logKey.publicKey().pem().getBytes(StandardCharsets.UTF_8));
    for (FixtureAgent agent : agents) {
      files.put(
          BundlePath.agentKey(agent.name(), agent.key().keyId()),
          agent.key().publicKey().pem().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /** Writes the bundle over the time from the log's start. */
  public Path write(Path zip, Instant end) throws IOException {
    BundleHeader header = new BundleHeader(origin, end, start, end, "fixture 1");
    return write(zip, header, files(header));
  }

  /** Writes these files under a signed index. */
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
}
