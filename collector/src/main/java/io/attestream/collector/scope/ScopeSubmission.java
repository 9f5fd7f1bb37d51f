package io.attestream.collector.scope;

import io.attestream.evidence.entry.ScopeEntry;

/** Takes scopes that owners signed. */
@FunctionalInterface
public interface ScopeSubmission {
  /**
   * Makes a scope an entry of the log. Blocks until it is durable.
   *
   * @param envelope canonical bytes of the DSSE envelope
   * @throws ScopeRefusal saying why it cannot be taken
   */
  ScopeEntry submit(byte[] envelope);
}
