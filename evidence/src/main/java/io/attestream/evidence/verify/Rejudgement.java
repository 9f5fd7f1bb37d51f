package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.reperform.PinnedPack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges all of a bundle again, then compares the mapping with the packs and the totals with the results. */
final class Rejudgement {
  private final BundleReader bundle;
  private final Findings findings;
  private final Packs packs;
  private final RejudgeCounts counts = new RejudgeCounts();
  private final Map<String, UnitTotals> totals = new HashMap<>();

  Rejudgement(BundleReader bundle, ReperformOptions options, Findings findings) {
    this.bundle = bundle;
    this.findings = findings;
    this.packs = new Packs(bundle, options);
  }

  /** Follows the replay of one unit. */
  UnitRejudging unit() {
    return new UnitRejudging(packs, counts, findings);
  }

  /** A unit's replay came to its end. A unit that changed hands has the totals of its last holder. */
  void ended(UnitTrack track, LeafState state) {
    UnitTotals before = totals.get(track.unit);
    if (before == null || before.index() < track.lastIndex()) {
      totals.put(
          track.unit,
          new UnitTotals(track.lastIndex(), track.included(), track.tally(), state.byCheck()));
    }
  }

  /** The rest, once every unit ended without a problem. */
  void finish(Collection<UnitTrack> tracks) {
    new MappingCheck(bundle, findings).check(currentPacks(tracks));
    new TotalsCheck(bundle, findings).check(totals);
  }

  /** The rest of a sample, which has no totals. */
  void finishSample(Collection<UnitTrack> tracks) {
    new MappingCheck(bundle, findings).check(currentPacks(tracks));
  }

  /** The packs of the units' last commits, the newest first. */
  private List<PinnedPack> currentPacks(Collection<UnitTrack> tracks) {
    Map<PinnedPack, Long> newest = new LinkedHashMap<>();
    for (UnitTrack track : tracks) {
      track
          .lastPack()
          .flatMap(packs::pack)
          .ifPresent(pack -> newest.merge(pack, track.lastIndex(), Math::max));
    }
    List<Map.Entry<PinnedPack, Long>> sorted = new ArrayList<>(newest.entrySet());
    sorted.sort(Map.Entry.<PinnedPack, Long>comparingByValue().reversed());
    return sorted.stream().map(Map.Entry::getKey).toList();
  }

  Reperformed result() {
    return new Reperformed(
        counts.same, counts.notSeen, counts.without, counts.erased, packs.missing());
  }
}
