package io.attestream.collector.readiness;

import io.attestream.collector.assessment.Fired;

/** What has to be so that a rule no longer fires. Says the aim, not the way: that is the owner's. */
final class Need {
  private Need() {}

  static String of(Fired fired) {
    return switch (fired.rule()) {
      case "G1" -> "the Statement of Applicability is recorded with every row";
      case "G2" -> "the exclusion is justified and approved, or the control applies";
      case "G3" -> "the control applies, or nothing that it concerns is in scope any more";
      case "G4" -> "the control is implemented and the Statement says so";
      case "M1", "M2", "N1", "N2", "O1", "O2", "O4" -> "the failing resources pass the check";
      case "M3" -> "enough of these checks pass";
      case "M4" -> "the check passes again and its cause is treated";
      case "M5" -> "the corrective action is done";
      case "M6" -> "the exposure or tampering has ended";
      case "N4" -> "each exception is renewed and approved, or taken away";
      case "N5", "O6" -> "the documents and records are reviewed or renewed";
      case "N6" -> "a corrective action is recorded";
      case "E1", "E2", "O5", "FC" -> "fresh evidence comes in from all that is in scope";
      case "E3" -> "the documents and records are recorded";
      case "O3" -> "fewer results need an exception";
      case "X1" -> "what these controls share is treated";
      case "X2" -> "the failures are fixed, or have a ticket, an action or an exception";
      case "CL1" -> "the documented information is recorded";
      case "CL2" -> "it is held and recorded";
      case "CL3" -> "the review treats what was missing";
      case "CL4" -> "the audit cycle covers all clauses and controls";
      case "CL5" -> "someone independent audits that part";
      case "CL6" -> "each nonconformity has its cause analysis";
      default -> "what rule " + fired.rule() + " names is remedied";
    };
  }
}
