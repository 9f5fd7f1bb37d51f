package io.attestream.collector.assurance;

/**
 * For how long the owner of the evidence accepts silence of a unit.
 *
 * @param from since when, in epoch milliseconds
 * @param until the moment after the last; {@link Long#MAX_VALUE} while it holds
 * @param longest milliseconds between two commits
 * @param serial of the owner's scope
 */
record Requirement(long from, long until, long longest, long serial) {
  boolean holds(long at) {
    return from <= at && at < until;
  }

  String text() {
    return "scope " + serial + " of the owner allows " + java.time.Duration.ofMillis(longest);
  }
}
