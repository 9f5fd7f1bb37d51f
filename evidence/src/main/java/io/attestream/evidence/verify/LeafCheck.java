package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.DisclosedLeaf;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;

/** Checks one line of {@code leaves.ndjson}: the leaf, and that its disclosures are its own or erased. */
final class LeafCheck {
  private LeafCheck() {}

  /**
   * Reads and checks a line.
   *
   * @throws JsonException or {@link BundleException} saying what is wrong
   */
  static ResultLeaf check(DisclosedLeaf line, String unit, String place, Redactions redactions) {
    ResultLeaf leaf = ResultLeaf.parse(line.leaf());
    if (disclosed(place, leaf.sdIdentity(), Disclosure.IDENTITY, line.identity(), redactions)) {
      unit(line, unit, place);
    }
    if (disclosed(place, leaf.sdEvidence(), Disclosure.EVIDENCE, line.evidence(), redactions)) {
      reason(line, leaf, place);
    }
    return leaf;
  }

  private static void unit(DisclosedLeaf line, String unit, String place) {
    ResourceIdentity resource =
        DisclosedIdentity.read(Disclosure.parse(Disclosure.IDENTITY, line.identity()).value());
    if (!resource.unit().equals(unit)) {
      throw new BundleException(place, "the resource is of unit " + resource.unit());
    }
  }

  private static void reason(DisclosedLeaf line, ResultLeaf leaf, String place) {
    DisclosedEvidence evidence =
        DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, line.evidence()).value());
    if (evidence.reason().isPresent() != (leaf.status() == Status.UNKNOWN)) {
      throw new BundleException(
          place, "a reason goes with status unknown, and the status is " + leaf.status().wire());
    }
  }

  /** Whether there is one to read. It may be absent only where the log says that it was erased. */
  private static boolean disclosed(
      String place, String digest, String name, String text, Redactions redactions) {
    if (text.isEmpty()) {
      if (redactions.excuse(digest)) {
        return false;
      }
      throw new BundleException(
          place, "the " + name + " disclosure is missing, and no redaction is logged");
    }
    if (!Disclosure.digest(text).equals(digest)) {
      throw new BundleException(place, "the " + name + " disclosure is not the one in the leaf");
    }
    redactions.disclosed(digest);
    return true;
  }
}
