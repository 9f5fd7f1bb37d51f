package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.SignedNote;
import io.attestream.evidence.note.Witness;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the cosignatures of the witnesses that the verifying person named: under the bundle's
 * checkpoint, else under the earlier one, which the bundle's must then extend.
 */
final class Witnesses {
  private final VerifyOptions options;
  private final Findings findings;

  Witnesses(VerifyOptions options, Findings findings) {
    this.options = options;
    this.findings = findings;
  }

  /**
   * Checks them.
   *
   * @param checkpoint the bundle's, as a signed note
   * @param extended whether it will be seen that the bundle extends the earlier checkpoint
   */
  void check(String checkpoint, boolean extended) {
    List<SignedNote> notes = new ArrayList<>();
    try {
      notes.add(SignedNote.parse(checkpoint));
      if (extended && options.previous().isPresent()) {
        notes.add(SignedNote.parse(options.previous().get()));
      }
    } catch (NoteException e) {
      return; // A note that cannot be read is a problem of its own.
    }
    for (Witness witness : options.witnesses()) {
      if (!found(witness, notes)) {
        findings.problem(
            Step.CHECKPOINT,
            BundlePath.CHECKPOINT,
            "is not cosigned by the witness "
                + witness.name()
                + (notes.size() > 1 ? ", nor is --previous" : ""));
      }
    }
  }

  private boolean found(Witness witness, List<SignedNote> notes) {
    for (SignedNote note : notes) {
      Optional<Instant> time = witness.cosigned(note);
      if (time.isPresent()) {
        findings.note(
            "Witness "
                + witness.name()
                + " cosigned the log's first "
                + Checkpoint.parse(note.text()).size()
                + " entries at "
                + time.get()
                + ": they extend all of this log that it cosigned before.");
        return true;
      }
    }
    return false;
  }
}
