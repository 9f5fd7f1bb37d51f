package io.attestream.collector.web.bundle;

import io.attestream.collector.report.BundleExports;
import java.nio.file.Path;

/** What makes bundles: given to the pages by the composition root. */
public interface Exports {
  /** Starts an export in the background and gives the id of its row in the table {@code bundle}. */
  long request(String user);

  /** The file of a finished export by the name that its row holds. */
  Path file(String name);

  /** The log's verifier key, {@code origin+hash+base64}. */
  String logKey();

  /** The collector's own exports with the key of its log. */
  static Exports of(BundleExports exports, String logKey) {
    return new Exports() {
      @Override
      public long request(String user) {
        return exports.request(user);
      }

      @Override
      public Path file(String name) {
        return exports.file(name);
      }

      @Override
      public String logKey() {
        return logKey;
      }
    };
  }
}
