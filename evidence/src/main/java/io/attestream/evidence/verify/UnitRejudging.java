package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.Verdict;
import io.attestream.evidence.reperform.Judgement;
import io.attestream.evidence.reperform.PinnedPack;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the results of one unit again as its commits go by: a new result at its commit, every held
 * result when the pack changes, and those that look at the clock at each commit that changed
 * something and at the last that carries them. Holds the evidence of the unit's leaves.
 */
final class UnitRejudging {
  private final Packs packs;
  private final RejudgeCounts counts;
  private final Findings findings;
  private final Map<LeafKey, Held> held = new HashMap<>();
  private @Nullable Hash lastPack;

  private static final class Held {
    final ResultLeaf leaf;
    final DisclosedLeaf line;
    final String place;
    boolean fresh = true;

    Held(ResultLeaf leaf, DisclosedLeaf line, String place) {
      this.leaf = leaf;
      this.line = line;
      this.place = place;
    }
  }

  UnitRejudging(Packs packs, RejudgeCounts counts, Findings findings) {
    this.packs = packs;
    this.counts = counts;
    this.findings = findings;
  }

  void clear() {
    held.clear();
  }

  void put(ResultLeaf leaf, DisclosedLeaf line, String place) {
    held.put(leaf.key(), new Held(leaf, line, place));
  }

  void remove(LeafKey key) {
    held.remove(key);
  }

  /**
   * The commit is complete.
   *
   * @param lastCarried when the last commit began that left this state as it is
   */
  void committed(Manifest m, Instant lastCarried) {
    Optional<PinnedPack> known = packs.pack(m.pack());
    if (known.isEmpty()) {
      packs.missed(m.pack());
      held.values().stream().filter(one -> one.fresh).forEach(this::without);
      lastPack = m.pack();
      return;
    }
    PinnedPack pack = known.get();
    boolean otherPack = !m.pack().equals(lastPack);
    lastPack = m.pack();
    String commit = BundlePath.commit(m.agent(), m.seq(), "");
    for (Held one : held.values()) {
      boolean clock = pack.usesClock(one.leaf);
      boolean fresh = one.fresh;
      boolean good = true;
      if (fresh || otherPack || clock) {
        good = judge(pack, one, m.startedAt(), fresh ? one.place : commit);
      }
      if (good && clock && !lastCarried.equals(m.startedAt())) {
        judge(pack, one, lastCarried, commit);
      }
    }
  }

  private void without(Held one) {
    one.fresh = false;
    counts.without++;
  }

  private boolean judge(PinnedPack pack, Held one, Instant at, String place) {
    if (one.line.evidence().isEmpty()) {
      counts.erased += one.fresh ? 1 : 0;
      one.fresh = false;
      return false;
    }
    DisclosedEvidence evidence =
        DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, one.line.evidence()).value());
    Judgement judgement = pack.judge(one.leaf, evidence, at);
    boolean fresh = one.fresh;
    one.fresh = false;
    switch (judgement.agreement()) {
      case SAME -> counts.same += fresh ? 1 : 0;
      case NOT_JUDGED -> counts.notSeen += fresh ? 1 : 0;
      case NOT_IN_PACK -> {
        problem(one, place, "is not in the pack that its commit names");
        return false;
      }
      case DIFFERENT -> {
        problem(one, place, contradiction(one, judgement, at));
        return false;
      }
    }
    return true;
  }

  private static String contradiction(Held one, Judgement judgement, Instant at) {
    String verdict = judgement.verdict().map(UnitRejudging::text).orElse("nothing");
    return "is recorded as "
        + one.leaf.status().wire()
        + ", its evidence gives "
        + verdict
        + " at "
        + at;
  }

  private static String text(Verdict verdict) {
    return verdict.status().wire() + verdict.reason().map(reason -> " (" + reason + ")").orElse("");
  }

  private void problem(Held one, String place, String what) {
    String resource =
        one.line.identity().isEmpty()
            ? "a resource whose identity was erased"
            : DisclosedIdentity.read(
                    Disclosure.parse(Disclosure.IDENTITY, one.line.identity()).value())
                .id();
    findings.problem(
        Step.REPERFORM,
        place,
        one.leaf.check() + '@' + one.leaf.version() + " on " + resource + " " + what);
  }
}
