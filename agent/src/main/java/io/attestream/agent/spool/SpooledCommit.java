package io.attestream.agent.spool;

import io.attestream.evidence.hash.Hash;

/**
 * A commit that waits for its acknowledgement.
 *
 * @param generation counts the commits of its unit
 * @param full whether its delta is a snapshot of the unit
 * @param digest SHA-256 of the envelope
 */
public record SpooledCommit(
    long seq,
    String unit,
    long unitRow,
    long generation,
    boolean full,
    byte[] envelope,
    Hash digest,
    byte[] trace) {}
