package io.attestream.agent.spool;

import java.util.List;

/**
 * A part of a commit's delta, bounded in entries and bytes.
 *
 * @param puts leaves with their disclosures
 * @param dels keys of removed leaves
 */
public record Slice(List<Put> puts, List<byte[]> dels) {
  /** One leaf as it is sent. */
  public record Put(byte[] leaf, String identity, String evidence) {}
}
