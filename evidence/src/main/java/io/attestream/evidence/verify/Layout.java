package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.tlog.TileCoordinate;
import io.attestream.evidence.tlog.Tiles;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that nothing under {@code log/}, {@code commits/} and {@code trust/} is there without the
 * log knowing of it, so that no unverified file stands among the verified ones.
 */
final class Layout {
  private static final int MAX_TRUST_FILE = 4096;
  private static final Pattern COMMIT = Pattern.compile("commits/([^/]+)/([0-9]{12})/([^/]+)");
  private static final Pattern AGENT_KEY =
      Pattern.compile("trust/agents/([^/]+)/[0-9a-f]{16}\\.pem");
  private static final Pattern PACK = Pattern.compile("meta/pack-([0-9a-f]{64})\\.json");
  private static final Set<String> COMMIT_FILES =
      Set.of(
          BundlePath.ENVELOPE,
          BundlePath.LEAVES,
          BundlePath.SNAPSHOT,
          BundlePath.DELS,
          BundlePath.TRACE);

  private final BundleReader bundle;
  private final Checkpoint checkpoint;
  private final NoteVerifier logKey;
  private final Ledger ledger;
  private final Stamps stamps;
  private final Findings findings;
  private final Set<String> snapshots = new HashSet<>();
  private long unbound;

  Layout(
      BundleReader bundle,
      Checkpoint checkpoint,
      NoteVerifier logKey,
      Ledger ledger,
      Stamps stamps,
      Findings findings) {
    this.bundle = bundle;
    this.checkpoint = checkpoint;
    this.logKey = logKey;
    this.ledger = ledger;
    this.stamps = stamps;
    this.findings = findings;
  }

  void run() {
    for (UnitTrack track : ledger.units()) {
      long[] replay = track.replay();
      if (replay.length > 0) {
        snapshots.add(BundlePath.commit(track.agent, replay[0], BundlePath.SNAPSHOT));
      }
    }
    for (String name : bundle.names()) {
      if (name.startsWith("commits/")) {
        commit(name);
      } else if (name.startsWith("log/")) {
        log(name);
      } else if (name.startsWith("trust/")) {
        trust(name);
      } else if (name.startsWith("stamps/")) {
        if (!stamps.has(name)) {
          findings.problem(Step.LOG, name, "belongs to no time stamp in the log");
        }
      } else if (PACK.matcher(name).matches()) {
        pack(name);
      } else if (!name.equals(BundlePath.INDEX) && !name.equals(BundlePath.SIGNATURE)) {
        unbound++;
      }
    }
  }

  /** Files that the log says nothing of; only the exporter's signature covers them. */
  long unbound() {
    return unbound;
  }

  private void commit(String name) {
    Matcher matcher = COMMIT.matcher(name);
    if (!matcher.matches() || !COMMIT_FILES.contains(matcher.group(3))) {
      findings.problem(Step.LEAVES, name, "not a file of a commit");
      return;
    }
    String agent = matcher.group(1);
    long seq = Long.parseLong(matcher.group(2));
    if (seq < 1 || seq > ledger.lastSeq(agent)) {
      findings.problem(Step.LEAVES, name, "belongs to a commit that is not in the log");
    } else if (!bundle.has(BundlePath.commit(agent, seq, BundlePath.ENVELOPE))) {
      findings.problem(Step.LEAVES, name, "stands without the commit's envelope");
    } else if (matcher.group(3).equals(BundlePath.SNAPSHOT) && !snapshots.contains(name)) {
      findings.problem(
          Step.LEAVES, name, "must not be here: only a unit's first included commit has one");
    }
  }

  private void log(String name) {
    boolean expected =
        name.equals(BundlePath.CHECKPOINT)
            || TileCoordinate.parse(name.substring("log/".length()))
                .filter(tile -> tile.index() < Tiles.count(tile.level(), checkpoint.size()))
                .filter(t -> t.equals(Tiles.at(t.level(), t.index(), checkpoint.size())))
                .isPresent();
    if (!expected) {
      findings.problem(Step.LOG, name, "is not part of a log of " + checkpoint.size() + " entries");
    }
  }

  /** A pack is bound to the log by the commits that name its digest. */
  private void pack(String name) {
    Hash digest = Hash.sha256(bundle.read(name, BundlePath.MAX_PACK));
    if (!name.equals(BundlePath.pack(digest.hex()))) {
      findings.problem(Step.LEAVES, name, "is another check pack: its SHA-256 is " + digest);
    } else if (!ledger.namesPack(digest)) {
      unbound++;
    }
  }

  private void trust(String name) {
    String text = new String(bundle.read(name, MAX_TRUST_FILE), StandardCharsets.UTF_8);
    Matcher agent = AGENT_KEY.matcher(name);
    boolean good;
    if (name.equals(BundlePath.LOG_KEY)) {
      good = text.equals(logKey.vkey() + '\n');
    } else if (name.equals(BundlePath.LOG_KEY_PEM)) {
      good = text.equals(logKey.key().pem());
    } else {
      good = agent.matches() && ledger.keys().everHad(agent.group(1), text);
    }
    if (!good) {
      findings.problem(Step.AGENTS, name, "is not a key that the log uses or has enrolled");
    }
  }
}
