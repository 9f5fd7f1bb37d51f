package io.attestream.agent.kubernetes;

/** How an object of a kind becomes a document. */
public enum Shape {
  /** The object as it is. */
  PLAIN,
  /** A pod of its own; skipped where a controller owns it, unless a debug container was added to it. */
  POD,
  /** A pod template under {@code spec.template}; skipped where a controller owns it. */
  TEMPLATE,
  /** A pod template under {@code spec.jobTemplate.spec.template}. */
  CRON,
  /** The names of the keys, never the values. */
  CONFIG_MAP,
  /** Without the image list and the heartbeats. */
  NODE,
  /** Directions that the API server would fill in are filled in. */
  NETWORK_POLICY,
  /** Without CA bundles; the default failure policy is filled in. */
  WEBHOOKS,
  /** Without its CA bundle. */
  API_SERVICE
}
