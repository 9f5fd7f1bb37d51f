package io.attestream.collector.ingest;

import io.attestream.protocol.v1.CollectorFrame;

/** The way back to an agent. Safe for any thread; frames leave in the order of the calls. */
interface Outlet {
  void send(CollectorFrame frame);

  /** Closes the stream after what was sent. */
  void end();
}
