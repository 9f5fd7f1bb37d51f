package io.attestream.collector.testing;

import io.attestream.collector.control.Turns;
import io.attestream.collector.notification.Outbox;

/** For boards whose turns no channel is told. */
public final class TestTurns {
  private TestTurns() {}

  public static Turns untold() {
    return new Turns(Outbox.none());
  }
}
