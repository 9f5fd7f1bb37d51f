package io.attestream.collector.ingest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.Tally;

/** The stored state of a scope unit; {@code id} 0 while it has none. */
record UnitRow(long id, String agent, Hash root, Hash flat, long size, Tally tally, long nextBy) {

  static final UnitRow NONE = new UnitRow(0, "", Hash.sha256(), Hash.sha256(), 0, Tally.ZERO, 0);

  boolean exists() {
    return id != 0;
  }
}
