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

/** Checks one line of {@code leaves.ndjson}: the leaf, and that its disclosures are its own. */
final class LeafCheck {
  private LeafCheck() {}

  /**
   * Reads and checks a line.
   *
   * @throws JsonException or {@link BundleException} saying what is wrong
   */
  static ResultLeaf check(DisclosedLeaf line, String unit, String place) {
    ResultLeaf leaf = ResultLeaf.parse(line.leaf());
    disclosed(place, leaf.sdIdentity(), Disclosure.IDENTITY, line.identity());
    disclosed(place, leaf.sdEvidence(), Disclosure.EVIDENCE, line.evidence());
    ResourceIdentity resource =
        DisclosedIdentity.read(Disclosure.parse(Disclosure.IDENTITY, line.identity()).value());
    if (!resource.unit().equals(unit)) {
      throw new BundleException(place, "the resource is of unit " + resource.unit());
    }
    DisclosedEvidence evidence =
        DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, line.evidence()).value());
    if (evidence.reason().isPresent() != (leaf.status() == Status.UNKNOWN)) {
      throw new BundleException(
          place, "a reason goes with status unknown, and the status is " + leaf.status().wire());
    }
    return leaf;
  }

  private static void disclosed(String place, String digest, String name, String text) {
    if (text.isEmpty()) {
      throw new BundleException(
          place, "the " + name + " disclosure is missing, and no redaction is logged");
    }
    if (!Disclosure.digest(text).equals(digest)) {
      throw new BundleException(place, "the " + name + " disclosure is not the one in the leaf");
    }
  }
}
