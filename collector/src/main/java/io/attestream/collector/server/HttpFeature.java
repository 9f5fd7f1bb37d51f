package io.attestream.collector.server;

import io.vertx.ext.web.Router;

/** A part of the web surface. Features mount in the order of the list in the composition root. */
@FunctionalInterface
public interface HttpFeature {
  /** Adds routes; called once, before the port opens. */
  void mount(Router router);
}
