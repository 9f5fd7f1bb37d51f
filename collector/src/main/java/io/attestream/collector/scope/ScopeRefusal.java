package io.attestream.collector.scope;

import io.attestream.collector.log.LogRefusal;

/** A scope that cannot be taken; the message says why. */
public final class ScopeRefusal extends LogRefusal {
  private static final long serialVersionUID = 1;

  public ScopeRefusal(String message) {
    super(message);
  }
}
