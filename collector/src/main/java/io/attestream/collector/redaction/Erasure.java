package io.attestream.collector.redaction;

import io.attestream.evidence.entry.RedactionEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be erased, over all of its history.
 *
 * @param resource number of the resource
 * @param check id of the check whose evidence it is; empty for all checks
 * @param identity whether id and name of the resource are erased
 * @param evidence whether what was observed of it is erased
 */
public record Erasure(
    long resource, String check, boolean identity, boolean evidence, String reason) {
  public Erasure {
    reason = reason.strip();
  }

  /** What is wrong with it, a sentence each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!identity && !evidence) {
      problems.add("say what is erased: the identity, the evidence, or both");
    }
    if (identity && !check.isEmpty()) {
      problems.add("the identity is the resource's, not one check's: leave the check out");
    }
    if (reason.isEmpty() || reason.length() > RedactionEntry.MOST_REASON) {
      problems.add("a reason of 1 to " + RedactionEntry.MOST_REASON + " characters is needed");
    }
    return problems;
  }
}
