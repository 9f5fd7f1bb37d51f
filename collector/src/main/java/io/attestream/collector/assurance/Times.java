package io.attestream.collector.assurance;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a control was in which state; the four make up the window. It failed while a check of it
 * failed in some unit that was observed. Else it was unknown while a check was, while a unit was not
 * observed, or while there was no result at all. Else it passed, or nothing applied.
 */
public record Times(Duration pass, Duration fail, Duration unknown, Duration notApplicable) {

  /** In a blind gap of its unit a check shows nothing, whatever it showed before. */
  static Times of(Window window, Collection<UnitAssurance> units, Collection<CheckCourse> courses) {
    TreeMap<Long, int[]> moves = new TreeMap<>();
    Map<String, List<BlindGap>> blind = new HashMap<>();
    for (UnitAssurance unit : units) {
      blind.put(unit.unit(), unit.gaps());
      for (BlindGap gap : unit.gaps()) {
        add(moves, gap.from().toEpochMilli(), gap.to().toEpochMilli(), CheckState.UNKNOWN);
      }
    }
    for (CheckCourse course : courses) {
      List<Turn> turns = course.turns();
      for (int i = 0; i < turns.size(); i++) {
        long from = Math.max(turns.get(i).at(), window.start());
        long to = i + 1 < turns.size() ? turns.get(i + 1).at() : window.end();
        observed(
            moves,
            from,
            Math.min(to, window.end()),
            turns.get(i).state(),
            blind.getOrDefault(course.unit(), List.of()));
      }
    }
    return sweep(window, moves);
  }

  /** Adds the parts of the stretch that are in no gap. */
  private static void observed(
      TreeMap<Long, int[]> moves, long from, long to, CheckState state, List<BlindGap> gaps) {
    long at = from;
    for (BlindGap gap : gaps) {
      long begin = gap.from().toEpochMilli();
      long end = gap.to().toEpochMilli();
      if (end > at && begin < to) {
        add(moves, at, begin, state);
        at = end;
      }
    }
    add(moves, at, to, state);
  }

  private static void add(TreeMap<Long, int[]> moves, long from, long to, CheckState state) {
    if (from < to && state != CheckState.NONE) {
      moves.computeIfAbsent(from, at -> new int[CheckState.values().length])[state.ordinal()]++;
      moves.computeIfAbsent(to, at -> new int[CheckState.values().length])[state.ordinal()]--;
    }
  }

  private static Times sweep(Window window, TreeMap<Long, int[]> moves) {
    EnumMap<CheckState, Long> lasted = new EnumMap<>(CheckState.class);
    int[] now = new int[CheckState.values().length];
    long at = window.start();
    for (Map.Entry<Long, int[]> move : moves.entrySet()) {
      lasted.merge(state(now), move.getKey() - at, Long::sum);
      at = move.getKey();
      for (int i = 0; i < now.length; i++) {
        now[i] += move.getValue()[i];
      }
    }
    lasted.merge(state(now), window.end() - at, Long::sum);
    return new Times(
        millis(lasted.get(CheckState.PASS)),
        millis(lasted.get(CheckState.FAIL)),
        millis(lasted.get(CheckState.UNKNOWN)).plus(millis(lasted.get(CheckState.NONE))),
        millis(lasted.get(CheckState.NOT_APPLICABLE)));
  }

  private static CheckState state(int[] now) {
    return CheckState.of(
        now[CheckState.PASS.ordinal()],
        now[CheckState.FAIL.ordinal()],
        now[CheckState.NOT_APPLICABLE.ordinal()],
        now[CheckState.UNKNOWN.ordinal()]);
  }

  private static Duration millis(@Nullable Long millis) {
    return millis == null ? Duration.ZERO : Duration.ofMillis(millis);
  }
}
