package io.attestream.evidence.verify;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One scope unit of one agent along the log: what the last commit signed, which commits need their
 * leaves replayed, and how punctual the commits were.
 */
final class UnitTrack {
  final String agent;
  final String unit;

  private @Nullable Hash root;
  private @Nullable Hash flat;
  private long size;
  private Tally tally = Tally.ZERO;
  private Instant first = Instant.MIN;
  private Instant last = Instant.MIN;
  private Instant nextBy = Instant.MIN;
  private long[] times = new long[4];
  private long lastIndex;
  private @Nullable Hash lastPack;
  private long commits;
  private long unchanged;
  private long late;
  private boolean included;
  private long[] replay = new long[4];
  private long[] carried = new long[4];
  private int replayCount;

  UnitTrack(String agent, String unit) {
    this.agent = agent;
    this.unit = unit;
  }

  /**
   * Compares a commit's claim about its base with the commit before.
   *
   * @return what is wrong; empty when nothing is
   */
  String contradiction(Manifest m) {
    Hash base = m.delta().base();
    if (base != null && !base.equals(root)) {
      return "delta.base is "
          + base
          + ", the unit's previous root is "
          + (root == null ? "none" : root);
    }
    if (unchanged(m)
        && !(m.root().equals(root)
            && m.flat().equals(flat)
            && m.size() == size
            && m.tally().equals(tally))) {
      return "the delta is empty, yet size, root, flat or tally differ from the previous commit";
    }
    return "";
  }

  /** Moves on to a commit. {@code included}: its files are in the bundle. */
  void accept(Manifest m, long index, boolean filesIncluded) {
    if (filesIncluded) {
      if (included && unchanged(m)) {
        unchanged++;
      } else {
        addReplay(m.seq());
      }
      included = true;
    }
    if (replayCount > 0) {
      carried[replayCount - 1] = m.startedAt().getEpochSecond();
    }
    if (commits == times.length) {
      times = Arrays.copyOf(times, times.length * 2);
    }
    times[(int) commits] = m.finishedAt().getEpochSecond();
    lastIndex = index;
    lastPack = m.pack();
    if (commits == 0) {
      first = m.finishedAt();
    }
    root = m.root();
    flat = m.flat();
    size = m.size();
    tally = m.tally();
    last = m.finishedAt();
    nextBy = m.nextBy();
    commits++;
  }

  /**
   * When evidence stops counting: as long after the promised time as that was after the commit, for
   * evidence older than twice its cadence is no evidence.
   */
  Instant decaysAt() {
    Duration promised = Duration.between(last, nextBy);
    return promised.isNegative() ? last : nextBy.plus(promised);
  }

  Instant nextBy() {
    return nextBy;
  }

  Instant last() {
    return last;
  }

  /** When its commits finished, epoch seconds, ascending. */
  long[] times() {
    long[] sorted = Arrays.copyOf(times, (int) commits);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Log index of the last commit. */
  long lastIndex() {
    return lastIndex;
  }

  /** Digest of the pack that the last commit names. */
  Optional<Hash> lastPack() {
    return Optional.ofNullable(lastPack);
  }

  Tally tally() {
    return tally;
  }

  boolean started() {
    return commits > 0;
  }

  boolean included() {
    return included;
  }

  void countLate() {
    late++;
  }

  /** Sequence numbers of the commits whose leaves must be rebuilt, in order. */
  long[] replay() {
    return Arrays.copyOf(replay, replayCount);
  }

  /**
   * When the last commit began that left the leaves as they were after a replayed one.
   *
   * @param i place in {@link #replay()}
   */
  Instant lastCarried(int i) {
    return Instant.ofEpochSecond(carried[i]);
  }

  VerificationReport.Unit summary() {
    return new VerificationReport.Unit(
        agent, unit, commits, late, unchanged + replayCount, first, last, size, tally);
  }

  private static boolean unchanged(Manifest m) {
    return m.delta().base() != null && m.delta().put() == 0 && m.delta().del() == 0;
  }

  private void addReplay(long seq) {
    if (replayCount == replay.length) {
      replay = Arrays.copyOf(replay, replayCount * 2);
      carried = Arrays.copyOf(carried, replayCount * 2);
    }
    replay[replayCount++] = seq;
  }
}
