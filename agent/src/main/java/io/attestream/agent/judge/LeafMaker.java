package io.attestream.agent.judge;

import io.attestream.agent.spool.AgentState.Secrets;
import io.attestream.agent.spool.NewLeaf;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes what a leaf commits to out of a result. Safe for many threads. */
final class LeafMaker {
  private final Secrets secrets;

  LeafMaker(Secrets secrets) {
    this.secrets = secrets;
  }

  /** A result whose leaf lacks only the time since when it stands. */
  record Material(CheckResult result, LeafKey key, Disclosure identity, Disclosure evidence) {
    NewLeaf leaf(Instant since) {
      return NewLeaf.of(
          new ResultLeaf(
              key,
              result.check().id(),
              result.check().version(),
              result.verdict().status(),
              since,
              identity.digest(),
              evidence.digest()),
          identity.text(),
          evidence.text());
    }
  }

  /** Evidence that has no canonical form or is too long becomes UNKNOWN. */
  Material make(CheckResult result) {
    LeafKey key = LeafKey.of(secrets.scopeKey(), result.check().id(), result.resource());
    Disclosure identity =
        Disclosure.of(
            secrets.saltKey(),
            key,
            Disclosure.IDENTITY,
            DisclosedIdentity.value(result.resource()));
    try {
      return new Material(result, key, identity, evidence(key, result));
    } catch (IllegalArgumentException e) {
      CheckResult unknown = tooLarge(result);
      return new Material(unknown, key, identity, evidence(key, unknown));
    }
  }

  private Disclosure evidence(LeafKey key, CheckResult result) {
    return Disclosure.of(
        secrets.saltKey(),
        key,
        Disclosure.EVIDENCE,
        DisclosedEvidence.value(result.evidence(), result.verdict()));
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
