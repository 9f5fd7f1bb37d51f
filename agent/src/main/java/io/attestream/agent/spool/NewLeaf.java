package io.attestream.agent.spool;

import io.attestream.evidence.leaf.ResultLeaf;

/**
 * A leaf to be put in force.
 *
 * @param identity text of the identity disclosure
 * @param evidence text of the evidence disclosure
 */
public record NewLeaf(ResultLeaf leaf, byte[] bytes, String identity, String evidence) {
  public static NewLeaf of(ResultLeaf leaf, String identity, String evidence) {
    return new NewLeaf(leaf, leaf.bytes(), identity, evidence);
  }
}
