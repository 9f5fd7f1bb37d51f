package io.attestream.collector.report;

import java.util.List;

/** What of the log goes into a bundle. */
public sealed interface BundleSelection {
  /** All of it. */
  record Whole() implements BundleSelection {}

  /**
   * Commits of the period that a seed draws: those with the smallest SHA-256 of {@code seed ‖ "\n" ‖
   * agent ‖ "\n" ‖ seq}. Whoever names the seed after the commits were made, chooses.
   *
   * @param count how many
   */
  record Drawn(int count, String seed) implements BundleSelection {
    public Drawn {
      if (count < 1 || count > MAX_COMMITS || seed.isEmpty() || seed.length() > 100) {
        throw new IllegalArgumentException(
            "a sample has 1 to " + MAX_COMMITS + " commits and a seed of 1 to 100 characters");
      }
    }
  }

  /** Commits by name. */
  record Named(List<CommitName> commits) implements BundleSelection {
    public Named {
      commits = List.copyOf(commits);
      if (commits.isEmpty() || commits.size() > MAX_COMMITS) {
        throw new IllegalArgumentException("a sample has 1 to " + MAX_COMMITS + " commits");
      }
    }
  }

  /** A commit by agent and sequence number. */
  record CommitName(String agent, long seq) {
    /**
     * Reads {@code agent:seq}.
     *
     * @throws IllegalArgumentException for other text
     */
    public static CommitName parse(String text) {
      if (!text.matches("[A-Za-z0-9._-]{1,64}:[1-9][0-9]{0,11}")) {
        throw new IllegalArgumentException("'" + text + "' is not AGENT:SEQ, such as cloud:17");
      }
      int colon = text.indexOf(':');
      return new CommitName(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }
  }

  /** Most commits of a sample. */
  int MAX_COMMITS = 10_000;
}
