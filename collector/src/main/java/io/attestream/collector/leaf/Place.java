package io.attestream.collector.leaf;

/**
 * Where a put stands in {@code commit_block}.
 *
 * @param commit log index of the commit that brought it
 * @param block number of the block, from 0
 * @param at its first byte in the block
 * @param length its bytes
 */
public record Place(long commit, int block, int at, int length) {}
