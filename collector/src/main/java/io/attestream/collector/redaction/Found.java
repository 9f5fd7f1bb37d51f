package io.attestream.collector.redaction;

/**
 * A disclosure in the store.
 *
 * @param commit log index of the commit that brought it
 * @param block number of the block
 * @param at its first byte in the block
 * @param length its bytes
 * @param digest as the leaf holds it
 * @param evidence whether it is evidence; else it is an identity
 */
record Found(long commit, int block, int at, int length, String digest, boolean evidence) {}
