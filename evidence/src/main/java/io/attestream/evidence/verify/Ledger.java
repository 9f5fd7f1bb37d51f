package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.verify.LogEntry.Content;
import io.attestream.evidence.verify.VerificationReport.Gap;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows the log entry by entry, in order: keys, chains, units, gaps. It decides which keys must have
 * signed each entry; the signatures themselves are verified by the caller.
 */
final class Ledger {
  private final BundleReader bundle;
  private final BundleHeader header;
  private final Ed25519PublicKey logKey;
  private final Roots roots;
  private final Findings findings;
  private final Continuity continuity;
  private final ScopeCoverage coverage;
  private final Stamps stamps;
  private final TimeWindows windows;
  private final Redactions redactions;
  private final KeyRing keys = new KeyRing();
  private final Map<String, AgentChain> chains = new HashMap<>();
  private final SortedMap<String, UnitTrack> units = new TreeMap<>();
  private final SortedMap<String, Long> kinds = new TreeMap<>();
  private final Set<Hash> packs = new HashSet<>();
  private long leftOut;

  Ledger(
      BundleReader bundle,
      Ed25519PublicKey logKey,
      Roots roots,
      Findings findings,
      Continuity continuity,
      ScopeCoverage coverage,
      Stamps stamps,
      TimeWindows windows,
      Redactions redactions) {
    this.bundle = bundle;
    this.header = bundle.header();
    this.logKey = logKey;
    this.roots = roots;
    this.findings = findings;
    this.continuity = continuity;
    this.coverage = coverage;
    this.stamps = stamps;
    this.windows = windows;
    this.redactions = redactions;
  }

  /**
   * Moves on to an entry.
   *
   * @return the keys that must have signed it; empty when a problem was noted instead
   */
  List<Ed25519PublicKey> accept(long index, String place, LogEntry entry) {
    kinds.merge(entry.predicateType(), 1L, Long::sum);
    Content content = entry.content();
    if (content instanceof Content.Commit commit) {
      return commit(index, place, entry, commit.manifest()).map(List::of).orElse(List.of());
    } else if (content instanceof Content.Enrol enrol) {
      enrol(place, enrol.entry());
    } else if (content instanceof Content.Revoke revoke) {
      revoke(index, place, revoke.entry());
    } else if (content instanceof Content.LogStart start) {
      start(index, place, start.entry());
    } else if (content instanceof Content.Scope scope) {
      coverage.entry(place, scope.entry());
      return List.of(scope.entry().owner());
    } else if (content instanceof Content.Rotate rotate) {
      return rotate(place, rotate.entry());
    } else if (content instanceof Content.Stamp stamp) {
      stamps.accept(index, place, stamp.entry());
    } else if (content instanceof Content.Redaction redaction) {
      redactions.add(index, redaction.entry());
    }
    return List.of(logKey);
  }

  private void enrol(String place, EnrolEntry entry) {
    if (entry.publicKey().equals(logKey)) {
      problem(place, "agent " + entry.agent() + " is enrolled with the log's own key");
    }
    keys.enrol(entry);
  }

  private List<Ed25519PublicKey> rotate(String place, RotateEntry entry) {
    if (entry.newKey().equals(logKey)) {
      problem(place, "agent " + entry.agent() + " rotates to the log's own key");
    }
    if (!keys.rotate(entry)) {
      problem(
          place,
          "rotates key "
              + entry.oldKey().keyId()
              + ", which is not one of "
              + entry.agent()
              + "'s at this place");
    }
    return List.of(entry.oldKey(), entry.newKey());
  }

  private void revoke(long index, String place, RevokeEntry entry) {
    if (!keys.revoke(entry)) {
      problem(place, "revokes a key that " + entry.agent() + " does not have");
    }
    entry.compromisedSince().ifPresent(since -> compromised(entry, since));
    String key = "Key " + entry.publicKey().keyId() + " of agent " + entry.agent();
    findings.note(
        entry
            .compromisedSince()
            .map(
                since ->
                    key
                        + " may have been in other hands from "
                        + since
                        + " until entry "
                        + index
                        + " revoked it: commits in that time may not be genuine.")
            .orElse(key + " was revoked by entry " + index + "."));
  }

  /** What the key signed while it may have been in other hands shows nothing. */
  private void compromised(RevokeEntry entry, Instant since) {
    for (UnitTrack track : units.values()) {
      if (track.agent.equals(entry.agent()) && !track.last().isBefore(since)) {
        continuity.gap(
            new Gap(
                track.agent,
                track.unit,
                since,
                track.last(),
                "key "
                    + entry.publicKey().keyId()
                    + " may have been in other hands: commits of that time may not be genuine"));
      }
    }
  }

  private void start(long index, String place, LogStartEntry entry) {
    if (index != 0) {
      problem(place, "a log-start entry that is not the first");
    }
    if (!entry.origin().equals(header.origin())) {
      problem(place, "starts log " + entry.origin());
    }
    entry
        .previous()
        .ifPresent(
            p ->
                findings.note(
                    "This log continues "
                        + p.origin()
                        + " after its entry "
                        + p.size()
                        + "; entries before that are in another bundle."));
  }

  private Optional<Ed25519PublicKey> commit(long index, String place, LogEntry entry, Manifest m) {
    AgentChain chain = chains.computeIfAbsent(m.agent(), agent -> new AgentChain());
    String named = "commit " + m.seq() + " of agent " + m.agent() + ": ";
    for (String wrong : chain.follow(m, index, entry.digest(), header.origin(), roots)) {
      problem(place, named + wrong);
    }
    UnitTrack track =
        units.computeIfAbsent(
            m.agent() + '\0' + m.unit().id(), id -> new UnitTrack(m.agent(), m.unit().id()));
    String contradiction = track.contradiction(m);
    if (!contradiction.isEmpty()) {
      problem(place, named + contradiction);
    }
    track
        .lastPack()
        .filter(before -> !before.equals(m.pack()))
        .ifPresent(before -> otherPack(named, before, m));
    continuity.commit(track, m);
    windows.commit(m, index);
    packs.add(m.pack());
    track.accept(m, index, included(m));
    Optional<Ed25519PublicKey> key = keys.key(m.agent(), m.keyId());
    if (key.isEmpty()) {
      problem(
          place,
          named
              + (keys.knows(m.agent())
                  ? "key " + m.keyId() + " is not one of its keys at this place"
                  : "the agent is not enrolled"));
    }
    return key;
  }

  private void otherPack(String named, Hash before, Manifest m) {
    findings.note(
        named
            + m.unit().id()
            + " was judged by pack "
            + m.pack()
            + " from then on, by "
            + before
            + " before. Compare the two under meta/.");
  }

  /** Whether the commit's files are in the bundle; before the period they may be left out. */
  private boolean included(Manifest m) {
    boolean there = bundle.has(BundlePath.commit(m.agent(), m.seq(), BundlePath.ENVELOPE));
    if (!there && m.finishedAt().isBefore(header.from())) {
      leftOut++;
      return false;
    }
    return true;
  }

  private void problem(String place, String message) {
    findings.problem(Step.AGENTS, place, message);
  }

  KeyRing keys() {
    return keys;
  }

  Collection<UnitTrack> units() {
    return Collections.unmodifiableCollection(units.values());
  }

  SortedMap<String, Long> kinds() {
    return kinds;
  }

  /** The last sequence number of an agent; 0 for an unknown one. */
  long lastSeq(String agent) {
    AgentChain chain = chains.get(agent);
    return chain == null ? 0 : chain.seq();
  }

  /** Whether a commit names this pack. */
  boolean namesPack(Hash digest) {
    return packs.contains(digest);
  }

  /** Commits before the period whose files are not in the bundle. */
  long leftOut() {
    return leftOut;
  }
}
