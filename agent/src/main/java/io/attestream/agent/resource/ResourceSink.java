package io.attestream.agent.resource;

import io.attestream.evidence.model.ResourceIdentity;

/** Takes what a source sees of one scope unit. Implementations are safe for concurrent callers and apply back-pressure by blocking. */
public interface ResourceSink {
  /** A resource was seen, or seen again with other content. */
  void seen(Resource resource);

  /** A watched resource was deleted. Scans do not call this: what a complete enumeration did not show is gone. */
  void gone(ResourceIdentity identity);

  /**
   * A type is about to be listed anew while it is watched. What the listing then does not show before
   * a complete {@link #enumerated} is gone. A scan need not call this; neither need a source that
   * compares the new listing with the old one itself and calls {@link #gone}.
   */
  default void enumerating(String type) {}

  /** A listing ended, completely or not. Called once for each resource type that the source serves in the unit. */
  void enumerated(Enumeration enumeration);
}
