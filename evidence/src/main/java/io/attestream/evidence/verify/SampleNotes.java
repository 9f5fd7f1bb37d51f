package io.attestream.evidence.verify;

import io.attestream.evidence.note.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a sample's report must know. */
final class SampleNotes {
  private SampleNotes() {}

  static void add(VerifyOptions options, Checkpoint state, Findings findings) {
    findings.note(
        "A sample: completeness not proven. Whether commits, agents or revocations of keys were left"
            + " out, only the full bundle of the log's "
            + state.size()
            + " entries can show.");
    List<String> unused = new ArrayList<>();
    options.previous().ifPresent(given -> unused.add("--previous"));
    options.owner().ifPresent(given -> unused.add("--owner-key"));
    options.authority().ifPresent(given -> unused.add("--tsa"));
    options.maxInterval().ifPresent(given -> unused.add("--max-interval"));
    if (!options.requiredUnits().isEmpty()) {
      unused.add("--require-unit");
    }
    if (!unused.isEmpty()) {
      findings.note(
          "Not applied, for it takes the full bundle: " + String.join(", ", unused) + ".");
    }
    if (options.logKey().isEmpty()) {
      findings.note(
          "The log key was taken from the bundle itself. Verify again with --log-key and the key"
              + " that you got from another source.");
    }
    if (options.reperform().isEmpty()) {
      findings.note(
          "Verdicts were not recomputed from their evidence; --reperform does, where the checks'"
              + " engine is.");
    }
  }
}
