package io.attestream.agent.judge;

import io.attestream.agent.spool.AgentState.Secrets;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.evidence.hash.HmacSha256;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Discloser;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes what a leaf commits to out of a result. Safe for many threads. */
final class LeafMaker {
  private final HmacSha256 scopeKey;
  private final Discloser discloser;

  LeafMaker(Secrets secrets) {
    this.scopeKey = new HmacSha256(secrets.scopeKey());
    this.discloser = new Discloser(secrets.saltKey());
  }

  /** A result whose leaf lacks only the time since when it stands. */
  record Material(CheckResult result, LeafKey key, String identity, String evidence) {
    NewLeaf leaf(Instant since) {
      return NewLeaf.of(
          new ResultLeaf(
              key,
              result.check().id(),
              result.check().version(),
              result.verdict().status(),
              since,
              Disclosure.digest(identity),
              Disclosure.digest(evidence)),
          identity,
          evidence);
    }
  }

  /** The materials of the results of one resource. Evidence that has no canonical form or is too long becomes UNKNOWN. */
  List<Material> make(ResourceIdentity resource, List<CheckResult> results) {
    byte[] identity = CanonicalJson.bytes(DisclosedIdentity.value(resource));
    List<Material> materials = new ArrayList<>(results.size());
    for (CheckResult result : results) {
      LeafKey key = LeafKey.of(scopeKey, result.check().id(), resource);
      String disclosed = discloser.text(key, Disclosure.IDENTITY, identity);
      materials.add(make(result, key, disclosed));
    }
    return materials;
  }

  private Material make(CheckResult result, LeafKey key, String identity) {
    try {
      return new Material(result, key, identity, evidence(key, result));
    } catch (IllegalArgumentException e) {
      CheckResult unknown = tooLarge(result);
      return new Material(unknown, key, identity, evidence(key, unknown));
    }
  }

  private String evidence(LeafKey key, CheckResult result) {
    return discloser.text(
        key,
        Disclosure.EVIDENCE,
        CanonicalJson.bytes(
            DisclosedEvidence.value(result.evidence(), result.verdict()), Disclosure.VALUE_LIMITS));
  }

  private static CheckResult tooLarge(CheckResult result) {
    String detail = "the evidence cannot be written in its bounds";
    BlindSpot spot = new BlindSpot("", UnknownReason.LIMIT_EXCEEDED, "", detail);
    return new CheckResult(
        result.check(),
        result.resource(),
        new Observation(Map.of(), List.of(spot)),
        Verdict.unknown(UnknownReason.LIMIT_EXCEEDED, detail));
  }
}
