package io.attestream.agent.stream;

import io.attestream.agent.spool.NewLeaf;
import io.attestream.agent.spool.RecalledLeaf;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.hash.HmacSha256;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.protocol.v1.Put;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of one unit as the collector gives them back, in the order of their keys, digested on the
 * way and compared with what this agent signed. For one unit, once.
 */
final class RecalledLeaves {
  private final HmacSha256 scopeKey;
  private final Manifest manifest;
  private final String unit;
  private final LeafSetDigest digest = new LeafSetDigest();
  private @Nullable LeafKey last;
  private long count;
  private boolean usable = true;

  RecalledLeaves(byte[] scopeKey, Manifest manifest, String unit) {
    this.scopeKey = new HmacSha256(scopeKey);
    this.manifest = manifest;
    this.unit = unit;
  }

  /**
   * Reads a page.
   *
   * @throws StreamException an alarm when a leaf or its disclosures cannot be the ones that were signed
   */
  List<RecalledLeaf> read(List<Put> puts) {
    List<RecalledLeaf> leaves = new ArrayList<>(puts.size());
    for (Put put : puts) {
      try {
        RecalledLeaf leaf = read(put);
        if (!usable) {
          return List.of();
        }
        leaves.add(leaf);
      } catch (JsonException | IllegalArgumentException e) {
        throw new StreamException(Kind.ALARM, text(": " + e.getMessage()), e);
      }
    }
    return leaves;
  }

  private RecalledLeaf read(Put put) {
    byte[] bytes = put.getLeaf().toByteArray();
    ResultLeaf leaf = ResultLeaf.parse(bytes);
    if (++count > manifest.size()) {
      throw OwnCommitVerifier.alarm(text(" are more than the " + manifest.size() + " signed"));
    }
    digest.add(leaf.key(), leaf.status(), bytes);
    last = leaf.key();
    String identity = put.getIdentity().toStringUtf8();
    String evidence = put.getEvidence().toStringUtf8();
    if (identity.isEmpty() || evidence.isEmpty()) {
      usable = false;
      return new RecalledLeaf(
          new NewLeaf(leaf, bytes, identity, evidence), new ResourceIdentity(unit, "", "", ""));
    }
    if (!Disclosure.digest(identity).equals(leaf.sdIdentity())
        || !Disclosure.digest(evidence).equals(leaf.sdEvidence())) {
      throw OwnCommitVerifier.alarm(text(": a disclosure is not the one that was signed"));
    }
    ResourceIdentity resource =
        DisclosedIdentity.read(Disclosure.parse(Disclosure.IDENTITY, identity).value());
    // Under another secret every result would get another key: nothing here could be compared.
    usable &= LeafKey.of(scopeKey, leaf.check(), resource).equals(leaf.key());
    return new RecalledLeaf(new NewLeaf(leaf, bytes, identity, evidence), resource);
  }

  /** Whether the unit can go on from these leaves: none was deleted, and the secrets are the same. */
  boolean usable() {
    return usable;
  }

  /** The last key that came; there must be one. */
  LeafKey last() {
    LeafKey key = last;
    if (key == null) {
      throw new IllegalStateException("no leaf yet");
    }
    return key;
  }

  /**
   * Ends the unit.
   *
   * @throws StreamException an alarm when these are not the leaves that were signed
   */
  LeafSetDigest.Result finish() {
    LeafSetDigest.Result result = digest.finish();
    if (!result.equals(
        new LeafSetDigest.Result(
            manifest.size(), manifest.root(), manifest.flat(), manifest.tally()))) {
      throw OwnCommitVerifier.alarm(
          text(" are not those of commit " + manifest.seq() + ", which this agent signed"));
    }
    return result;
  }

  private String text(String what) {
    return "the collector's leaves of unit " + unit + what;
  }
}
