package io.attestream.collector.control;

import java.util.BitSet;
import java.util.List;

/**
 * The days over which lapses and observation are counted.
 *
 * @param from its first day, in days since 1970-01-01 UTC
 * @param today its last
 */
record Period(long from, long today) {
  static final long DAY = 86_400_000;

  /**
   * The days that end today.
   *
   * @param now epoch milliseconds
   * @param days at most so many
   * @param firstCommit it does not begin before the first commit of the estate, in epoch milliseconds
   */
  static Period until(long now, long days, long firstCommit) {
    long today = day(now);
    long from = Math.max(today - Math.max(days, 1) + 1, day(firstCommit));
    return new Period(Math.min(from, today), today);
  }

  static long day(long millis) {
    return Math.floorDiv(millis, DAY);
  }

  long days() {
    return today - from + 1;
  }

  /** When its first day begins, in epoch milliseconds. */
  long start() {
    return from * DAY;
  }

  /** When its last day begins: the days before are closed. */
  long closed() {
    return today * DAY;
  }

  /**
   * A time for which the oldest failure of a check lasted, in epoch milliseconds.
   *
   * @param until when it ended, or now
   */
  record Lapse(long since, long until) {}

  /** Share of the period's days on which one of these had lasted longer than grace, 0 to 1. */
  double share(List<Lapse> lapses, long graceDays) {
    BitSet days = new BitSet();
    for (Lapse lapse : lapses) {
      // Ages are whole days, so a failure is beyond grace when one more day has passed.
      long beyond = lapse.since() + (graceDays + 1) * DAY;
      if (beyond <= lapse.until()) {
        long first = Math.max(day(beyond), from);
        long last = Math.min(day(lapse.until()), today);
        if (first <= last) {
          days.set((int) (first - from), (int) (last - from) + 1);
        }
      }
    }
    return (double) days.cardinality() / days();
  }
}
