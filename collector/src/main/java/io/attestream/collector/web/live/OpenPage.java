package io.attestream.collector.web.live;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/** One page that listens. Sends on the request's own event loop and never queues without bound. */
final class OpenPage {
  private static final String LOAD_AGAIN = "event: changed\ndata: all\n\n";

  private final Context context;
  private final HttpServerResponse response;
  private boolean behind;

  OpenPage(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
    response.setWriteQueueMaxSize(256 * 1024);
  }

  void send(String text) {
    context.runOnContext(now -> write(text));
  }

  private void write(String text) {
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.writeQueueFull()) {
      behind = true;
      return;
    }
    response.write(behind ? LOAD_AGAIN + text : text);
    behind = false;
  }

  void end() {
    context.runOnContext(
        now -> {
          if (!response.closed() && !response.ended()) {
            response.end();
          }
        });
  }
}
