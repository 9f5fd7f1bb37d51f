package io.attestream.collector.assurance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the commits of one unit, oldest first, and finds what was expected, what came and where the
 * unit was not observed.
 *
 * <p>A commit promises the next one; the owner's scope may ask for it sooner. The shorter of the two
 * is the interval. An observation is expected within each interval after the last one counted; several
 * commits within it are one observation, so that a busy hour makes up for no silent one. One that
 * comes within twice the interval is late, and counts; after that every further interval that passed
 * is an observation that did not come.
 *
 * <p>The unit is not observed as the offline verifier says it: from the promised time on when twice the
 * promise has passed, and from the end of the silence that the owner accepts. Before its first
 * commit, only a unit that the owner declared is expected at all.
 */
final class UnitCourse {
  private final String unit;
  private final Window window;
  private final List<Requirement> required;
  private final List<BlindGap> gaps = new ArrayList<>();
  private boolean any;
  private long last;
  private long lastPromise;

  /** Begin and length of the interval in which the next observation is expected. */
  private long slot;

  private long interval;

  /** The newest commit in that interval; {@code slot} while there is none. */
  private long met;

  private long metPromise;
  private boolean over;
  private long expected;
  private long received;
  private long late;

  /**
   * @param required oldest first, none overlapping another
   */
  UnitCourse(String unit, Window window, List<Requirement> required) {
    this.unit = unit;
    this.window = window;
    this.required = required;
  }

  /**
   * A commit.
   *
   * @param at epoch milliseconds, not before the last one's; those before the window count for what
   *     they promise, one after it only ends a silence
   * @param nextBy when it promised the next one, in epoch milliseconds
   */
  void commit(long at, long nextBy) {
    if (over) {
      return;
    }
    silence(at);
    if (at >= window.end()) {
      over = true;
      finish();
      return;
    }
    long promise = Math.max(nextBy - at, 1);
    observe(at, promise);
    any = true;
    last = at;
    lastPromise = promise;
  }

  /** What was found, once all commits have gone by. */
  UnitAssurance end() {
    if (!over) {
      over = true;
      silence(window.end());
      finish();
    }
    return new UnitAssurance(unit, any, expected, received, late, merged());
  }

  private void observe(long at, long promise) {
    if (!any) {
      head(at);
      came(at, false);
      begin(at, promise);
      return;
    }
    if (at > slot + interval && met > slot) {
      came(met, false);
      begin(met, metPromise);
    }
    if (at <= slot + interval) {
      met = Math.max(at, slot + 1);
      metPromise = promise;
    } else {
      long due = (at - slot) / interval;
      missed(due - 1);
      came(at, due == 1);
      begin(at, promise);
    }
  }

  /** Before the first commit only the owner expects something. */
  private void head(long until) {
    for (Requirement one : required) {
      long from = Math.max(one.from(), window.start());
      long to = Math.min(Math.min(one.until(), window.end()), until);
      if (from < to) {
        expected += (to - 1 - from) / one.longest();
      }
    }
  }

  private void finish() {
    if (!any) {
      head(window.end());
      return;
    }
    if (met > slot) {
      came(met, false);
      begin(met, metPromise);
    }
    missed((window.end() - 1 - slot) / interval);
  }

  private void begin(long at, long promise) {
    slot = at;
    met = at;
    metPromise = promise;
    interval = promise;
    for (Requirement one : required) {
      if (one.holds(at)) {
        interval = Math.min(interval, one.longest());
      }
    }
  }

  /** So many intervals passed since the slot began without a commit; those that ended before the window are not counted. */
  private void missed(long intervals) {
    long before = Math.max(0, (window.start() - 1 - slot) / interval);
    expected += Math.max(0, intervals - before);
  }

  private void came(long at, boolean afterDue) {
    if (at >= window.start()) {
      expected++;
      received++;
      late += afterDue ? 1 : 0;
    }
  }

  /** Between the last commit, or the begin, and the next one. */
  private void silence(long next) {
    if (any && next > last + 2 * lastPromise) {
      gap(
          last + lastPromise,
          next,
          "the next commit was promised by " + Instant.ofEpochMilli(last + lastPromise));
    }
    for (Requirement one : required) {
      if (!any) {
        gap(one.from(), Math.min(next, one.until()), one.text() + "; none came before");
      } else if (next > last + one.longest()) {
        gap(Math.max(last + one.longest(), one.from()), Math.min(next, one.until()), one.text());
      }
    }
  }

  private void gap(long from, long to, String why) {
    long begin = Math.max(from, window.start());
    long end = Math.min(to, window.end());
    if (begin < end) {
      gaps.add(new BlindGap(unit, Instant.ofEpochMilli(begin), Instant.ofEpochMilli(end), why));
    }
  }

  private List<BlindGap> merged() {
    List<BlindGap> merged = new ArrayList<>();
    @Nullable BlindGap open = null;
    for (BlindGap gap :
        gaps.stream().sorted(java.util.Comparator.comparing(BlindGap::from)).toList()) {
      if (open != null && !gap.from().isAfter(open.to())) {
        Instant to = gap.to().isAfter(open.to()) ? gap.to() : open.to();
        open = new BlindGap(unit, open.from(), to, open.why());
      } else {
        if (open != null) {
          merged.add(open);
        }
        open = gap;
      }
    }
    if (open != null) {
      merged.add(open);
    }
    return merged;
  }
}
