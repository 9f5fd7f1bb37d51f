package io.attestream.evidence.verify;

import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.stamp.StampInfo;
import io.attestream.evidence.verify.VerificationReport.Gap;
import io.attestream.evidence.verify.VerificationReport.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Between which stamps each commit was made, with no trust in any clock of ours: after the last stamp
 * whose entry its agent had seen when it signed, before the first stamp that covers its entry.
 */
final class TimeWindows {
  /** How far clocks may be apart without a remark. */
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  private static final int MAX_WINDOWS = 100_000;

  private final boolean wanted;
  private final Consumer<Gap> gaps;
  private final List<Stamp> stamps = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Window> current = new HashMap<>();
  private final SortedMap<String, List<Window>> closed = new TreeMap<>();
  private int count;

  private record Stamp(long index, StampInfo info) {}

  /** A commit that no stamp covers yet. */
  private record Open(
      long index, String agent, String unit, long seq, Instant finished, @Nullable Instant after) {}

  /**
   * @param wanted whether stamps will be verified; without any there are no windows to keep
   * @param gaps takes the times that a commit claims and the stamps contradict
   */
  TimeWindows(boolean wanted, Consumer<Gap> gaps) {
    this.wanted = wanted;
    this.gaps = gaps;
  }

  /** A commit of the log, in its order. */
  void commit(Manifest m, long index) {
    if (!wanted) {
      return;
    }
    Instant after = null;
    for (int i = stamps.size() - 1; i >= 0 && after == null; i--) {
      after = stamps.get(i).index() < m.seen().size() ? stamps.get(i).info().earliest() : null;
    }
    open.add(new Open(index, m.agent(), m.unit().id(), m.seq(), m.finishedAt(), after));
    if (after != null && m.finishedAt().isBefore(after.minus(TOLERANCE))) {
      gaps.accept(
          new Gap(
              m.agent(),
              m.unit().id(),
              m.finishedAt(),
              after,
              "commit "
                  + m.seq()
                  + " is dated "
                  + m.finishedAt()
                  + ", but its agent had seen a time stamp of "
                  + after
                  + ": back-dated, or the agent's clock was behind"));
    }
  }

  /**
   * A stamp that was verified.
   *
   * @param index of its entry
   * @param size entries that it covers
   */
  void stamp(long index, long size, StampInfo info) {
    while (!open.isEmpty() && open.element().index() < size) {
      Open commit = open.remove();
      place(commit, info.latest());
      if (commit.finished().isAfter(info.latest().plus(TOLERANCE))) {
        gaps.accept(
            new Gap(
                commit.agent(),
                commit.unit(),
                info.latest(),
                commit.finished(),
                "commit "
                    + commit.seq()
                    + " is dated "
                    + commit.finished()
                    + ", but a time stamp of "
                    + info.latest()
                    + " covers it: the agent's clock was ahead"));
      }
    }
    stamps.add(new Stamp(index, info));
  }

  /** Adds a commit to its agent's window, or opens the next one. */
  private void place(Open commit, @Nullable Instant before) {
    Window window = current.get(commit.agent());
    if (window != null && window.holds(commit.after(), before)) {
      current.put(commit.agent(), window.upTo(commit.seq()));
    } else {
      close(window);
      current.put(
          commit.agent(),
          new Window(commit.agent(), commit.seq(), commit.seq(), commit.after(), before));
    }
  }

  private void close(@Nullable Window window) {
    if (window != null && count < MAX_WINDOWS) {
      closed.computeIfAbsent(window.agent(), agent -> new ArrayList<>()).add(window);
      count++;
    }
  }

  /** All windows, by agent and sequence number; empty unless a stamp was verified. */
  List<Window> all() {
    if (stamps.isEmpty()) {
      return List.of();
    }
    open.forEach(commit -> place(commit, null));
    open.clear();
    List.copyOf(current.values()).forEach(this::close);
    current.clear();
    return closed.values().stream().flatMap(List::stream).toList();
  }
}
