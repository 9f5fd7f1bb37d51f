package io.attestream.collector.ingest;

/**
 * A commit that is in the log.
 *
 * @param index index of its entry
 * @param again whether it was there before
 * @param puts rows added
 * @param dels results that ended
 */
record CommitReceipt(long index, boolean again, int puts, int dels) {}
