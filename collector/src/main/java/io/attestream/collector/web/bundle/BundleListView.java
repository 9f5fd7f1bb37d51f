package io.attestream.collector.web.bundle;

import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Optional;

/**
 * The exports.
 *
 * @param logKey the log's verifier key, which the verify command pins
 */
public record BundleListView(List<Line> bundles, String logKey) {
  /**
   * An export.
   *
   * @param state RUNNING, READY or FAILED
   * @param size for people, or empty
   */
  public record Line(
      long id,
      String requestedBy,
      When requested,
      String state,
      int percent,
      String message,
      String file,
      String size,
      String sha256,
      Optional<When> finished) {
    public boolean ready() {
      return state.equals("READY");
    }

    public boolean running() {
      return state.equals("RUNNING");
    }
  }
}
