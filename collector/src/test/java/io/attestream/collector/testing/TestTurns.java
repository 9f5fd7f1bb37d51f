package io.attestream.collector.testing;

import io.attestream.collector.control.Turns;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.notification.Outbox;
import io.attestream.collector.notification.Watch;

/** For boards whose turns no channel is told. */
public final class TestTurns {
  private TestTurns() {}

  public static Turns untold() {
    return new Turns(Outbox.none(), new Watch(Outbox.none(), new LiveEvents(), 14, 0, () -> 1));
  }
}
