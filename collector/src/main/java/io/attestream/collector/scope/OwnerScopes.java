package io.attestream.collector.scope;

import io.attestream.collector.log.Sequencer;
import io.attestream.evidence.entry.ScopeEntry;
import java.util.concurrent.CompletionException;

/** Appends scopes to the collector's log. */
public final class OwnerScopes implements ScopeSubmission {
  private final Sequencer sequencer;
  private final String origin;

  public OwnerScopes(Sequencer sequencer, String origin) {
    this.sequencer = sequencer;
    this.origin = origin;
  }

  @Override
  public ScopeEntry submit(byte[] envelope) {
    try {
      return sequencer.submit(new ScopeWork(envelope, origin)).join().result();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ScopeRefusal refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
