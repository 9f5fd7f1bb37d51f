package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.tlog.LogProof;
import io.attestream.evidence.verify.LogEntry.Content;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a sample: each entry by its proof of inclusion, each commit's signature by a key that the
 * entries before it made its agent's, each commit's leaves whole.
 */
final class SampleCheck {
  private static final int MAX_TRACE = 16 << 20;
  private static final Pattern PROOF =
      Pattern.compile("proofs/(?:commits/([^/]+)/([0-9]{12})|entries/([0-9]{12}))\\.tlog-proof");

  private final BundleReader bundle;
  private final Checkpoint checkpoint;
  private final String note;
  private final Ed25519PublicKey logKey;
  private final Findings findings;
  private final Continuity continuity;
  private final Redactions redactions;
  private final @Nullable Rejudgement again;
  private final KeyRing keys = new KeyRing();
  private final SortedMap<Long, Proven> entries = new TreeMap<>();
  private final SortedMap<String, UnitTrack> units = new TreeMap<>();
  private final SortedMap<String, Long> kinds = new TreeMap<>();

  /** An entry that is in the log. */
  private record Proven(String file, byte[] bytes) {}

  /**
   * @param note the signed checkpoint of the bundle
   * @param again judges the sampled results again; {@code null} where that was not asked for
   */
  SampleCheck(
      BundleReader bundle,
      Checkpoint checkpoint,
      String note,
      Ed25519PublicKey logKey,
      Findings findings,
      Continuity continuity,
      Redactions redactions,
      @Nullable Rejudgement again) {
    this.bundle = bundle;
    this.checkpoint = checkpoint;
    this.note = note;
    this.logKey = logKey;
    this.findings = findings;
    this.continuity = continuity;
    this.redactions = redactions;
    this.again = again;
  }

  void run() {
    for (String name : bundle.names()) {
      if (name.startsWith("proofs/")) {
        guarded(Step.LOG, () -> proof(name));
      }
    }
    if (findings.good()) {
      entries.forEach((index, proven) -> guarded(Step.AGENTS, () -> erased(index, proven)));
    }
    if (findings.good()) {
      entries.forEach((index, proven) -> guarded(Step.AGENTS, () -> entry(index, proven)));
    }
  }

  private void guarded(Step step, Runnable work) {
    try {
      work.run();
    } catch (BundleException e) {
      findings.problem(step, e);
    }
  }

  private void proof(String name) {
    Matcher matcher = PROOF.matcher(name);
    if (!matcher.matches()) {
      throw new BundleException(name, "not a proof of a sample");
    }
    LogProof proof;
    try {
      proof =
          LogProof.parse(
              new String(bundle.read(name, LogProof.MAX_LENGTH), StandardCharsets.UTF_8));
    } catch (NoteException e) {
      throw new BundleException(name, String.valueOf(e.getMessage()));
    }
    String file =
        matcher.group(3) == null
            ? BundlePath.commit(
                matcher.group(1), Long.parseLong(matcher.group(2)), BundlePath.ENVELOPE)
            : BundlePath.entry(Long.parseLong(matcher.group(3)));
    if (matcher.group(3) != null && Long.parseLong(matcher.group(3)) != proof.index()) {
      throw new BundleException(name, "is a proof of entry " + proof.index());
    }
    if (!proof.note().equals(note)) {
      throw new BundleException(name, "is under another checkpoint than " + BundlePath.CHECKPOINT);
    }
    byte[] entry = bundle.read(file, Envelope.MAX_BYTES);
    if (!proof.holds(entry, checkpoint)) {
      throw new BundleException(name, "does not prove that " + file + " is in the log");
    }
    if (entries.put(proof.index(), new Proven(file, entry)) != null) {
      throw new BundleException(name, "entry " + proof.index() + " comes twice");
    }
  }

  /** A disclosure may have been erased after the commit that brought it. */
  private void erased(long index, Proven proven) {
    if (read(proven).content() instanceof Content.Redaction redaction) {
      redactions.add(index, redaction.entry());
    }
  }

  private static LogEntry read(Proven proven) {
    try {
      return LogEntry.parse(proven.bytes());
    } catch (JsonException e) {
      throw new BundleException(proven.file(), String.valueOf(e.getMessage()));
    }
  }

  private void entry(long index, Proven proven) {
    LogEntry entry = read(proven);
    kinds.merge(entry.predicateType(), 1L, Long::sum);
    Content content = entry.content();
    boolean commit = content instanceof Content.Commit;
    if (commit != proven.file().startsWith("commits/")) {
      throw new BundleException(proven.file(), "stands where another kind of entry belongs");
    }
    for (Ed25519PublicKey key : signers(proven.file(), content)) {
      if (!entry.signedBy(key)) {
        throw new BundleException(proven.file(), "signature is not by key " + key.keyId());
      }
    }
    if (content instanceof Content.Commit sampled) {
      commit(index, proven, sampled.manifest());
    }
  }

  /** The keys that must have signed, after the entry took effect on the agents' keys. */
  private List<Ed25519PublicKey> signers(String file, Content content) {
    if (content instanceof Content.Commit commit) {
      Manifest m = commit.manifest();
      Optional<Ed25519PublicKey> key = keys.key(m.agent(), m.keyId());
      return List.of(
          key.orElseThrow(
              () ->
                  new BundleException(
                      file,
                      "key " + m.keyId() + " is not one of " + m.agent() + "'s at this place")));
    } else if (content instanceof Content.Enrol enrol) {
      keys.enrol(enrol.entry());
    } else if (content instanceof Content.Revoke revoke) {
      keys.revoke(revoke.entry());
    } else if (content instanceof Content.Rotate rotate) {
      if (!keys.rotate(rotate.entry())) {
        throw new BundleException(file, "rotates a key that the agent does not have");
      }
      return List.of(rotate.entry().oldKey(), rotate.entry().newKey());
    }
    return List.of(logKey);
  }

  private void commit(long index, Proven proven, Manifest m) {
    if (!proven.file().equals(BundlePath.commit(m.agent(), m.seq(), BundlePath.ENVELOPE))) {
      throw new BundleException(
          proven.file(), "is commit " + m.seq() + " of agent " + m.agent() + ", out of its place");
    }
    CommitFiles.check(bundle, m, proven.bytes(), MAX_TRACE);
    continuity.enumerations(m);
    UnitTrack alone = new UnitTrack(m.agent(), m.unit().id());
    alone.accept(m, index, true);
    UnitReplay replay =
        new UnitReplay(bundle, alone, redactions, again == null ? null : again.unit());
    guarded(Step.LEAVES, replay::run);
    units
        .computeIfAbsent(
            m.agent() + '\0' + m.unit().id(), id -> new UnitTrack(m.agent(), m.unit().id()))
        .accept(m, index, true);
  }

  /** Whether a file under {@code commits/} or {@code entries/} belongs to an entry that is proven. */
  boolean knows(String name) {
    String entry =
        name.startsWith("entries/")
            ? name
            : name.substring(0, name.lastIndexOf('/') + 1) + BundlePath.ENVELOPE;
    return entries.values().stream().anyMatch(proven -> proven.file().equals(entry));
  }

  KeyRing keys() {
    return keys;
  }

  Collection<UnitTrack> units() {
    return units.values();
  }

  Map<String, Long> kinds() {
    return kinds;
  }
}
