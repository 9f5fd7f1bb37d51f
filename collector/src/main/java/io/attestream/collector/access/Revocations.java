package io.attestream.collector.access;

import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Instant;
import java.util.Optional;

/** Takes keys of agents out of use. */
@FunctionalInterface
public interface Revocations {
  /**
   * Revokes an agent's key by an entry of the log. Blocks until that is durable.
   *
   * @param compromisedSince since when the key may have been in other hands; empty when it was not
   *     stolen
   * @return the key
   * @throws RevocationRefusal when there is no such agent, or it is revoked already
   */
  Ed25519PublicKey revoke(String agent, Optional<Instant> compromisedSince);
}
