package io.attestream.collector.access;

import io.attestream.collector.log.LogRefusal;

/** A revocation that cannot be; the message says why. */
public final class RevocationRefusal extends LogRefusal {
  private static final long serialVersionUID = 1;

  public RevocationRefusal(String message) {
    super(message);
  }
}
