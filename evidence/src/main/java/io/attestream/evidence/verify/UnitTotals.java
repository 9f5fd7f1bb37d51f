package io.attestream.evidence.verify;

import io.attestream.evidence.leaf.Tally;
import java.util.SortedMap;

/**
 * A scope unit after its last commit.
 *
 * @param index of that commit in the log
 * @param replayed whether its leaves are in the bundle
 * @param tally what the commit signed
 * @param byCheck leaves by check id; empty unless replayed
 */
record UnitTotals(long index, boolean replayed, Tally tally, SortedMap<String, Tally> byCheck) {}
