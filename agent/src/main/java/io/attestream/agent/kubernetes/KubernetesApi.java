package io.attestream.agent.kubernetes;

import java.util.Map;
import java.util.function.Consumer;

/** What the source needs of an API server. Safe for concurrent use; all calls block. */
interface KubernetesApi {
  /**
   * The end of a page.
   *
   * @param next token for the next page, empty on the last
   * @param resourceVersion where a watch takes over
   */
  record Page(String next, String resourceVersion) {}

  /** A change that a watch tells. */
  enum EventType {
    ADDED,
    MODIFIED,
    DELETED,
    /** Nothing changed up to the version in {@code metadata.resourceVersion}. */
    BOOKMARK
  }

  /** Takes the events of a watch in their order. */
  interface Events {
    /** @param object plain values, owned by the receiver */
    void event(EventType type, Map<String, Object> object) throws InterruptedException;
  }

  /** {@code GET /version}, as plain values. */
  Map<String, Object> version() throws ApiFailure, InterruptedException;

  /**
   * One page; each item is given on as it is parsed.
   *
   * @param next empty for the first page
   */
  Page list(Kind kind, String next, Consumer<Map<String, Object>> items)
      throws ApiFailure, InterruptedException;

  /** Follows changes after a version until the server ends the watch, which it does regularly. */
  void watch(Kind kind, String resourceVersion, Events events)
      throws ApiFailure, InterruptedException;

  /** Ends the watches in flight: they throw {@link ApiFailure} or return. */
  void cancelWatches();
}
