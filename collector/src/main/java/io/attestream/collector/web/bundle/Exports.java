package io.attestream.collector.web.bundle;

import java.nio.file.Path;

/** What makes bundles: given to the pages by the composition root. */
public interface Exports {
  /** Starts an export in the background and gives the id of its row in the table {@code bundle}. */
  long request(String user);

  /** The file of a finished export by the name that its row holds. */
  Path file(String name);

  /** The log's verifier key, {@code origin+hash+base64}. */
  String logKey();
}
