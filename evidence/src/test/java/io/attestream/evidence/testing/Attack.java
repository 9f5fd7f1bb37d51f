package io.attestream.evidence.testing;

import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;

/**
 * Something that can be done to evidence, and what shows it.
 *
 * @param name for a person to refer to it
 * @param holder what the attacker has
 * @param does what they do with it
 * @param previous whether it takes a checkpoint from earlier to see it
 * @param outcome what verification must come to
 * @param says what it must say, a part of a problem's or gap's text
 * @param surgeon does it
 */
public record Attack(
    String name,
    Holder holder,
    String does,
    boolean previous,
    Outcome outcome,
    String says,
    Surgeon surgeon) {

  /** What the attacker has. */
  public enum Holder {
    NOBODY("the file"),
    OPERATOR("the log's key"),
    THIEF("the log's key and an agent's"),
    CUSTOMER("the log's key, and another certificate of the authority's");

    private final String text;

    Holder(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Does it to a bundle. */
  @FunctionalInterface
  public interface Surgeon {
    /** False when this bundle does not have what the attack needs. */
    boolean operate(BundleSurgery bundle);
  }

  /** The first problem, or gap, that says what must be said; empty when none does. */
  public String found(VerificationReport report) {
    return java.util.stream.Stream.concat(
            report.problems().stream().map(p -> p.step() + ": " + p.file() + ": " + p.message()),
            report.gaps().stream().map(g -> "gap of " + g.unit() + ": " + g.why()))
        .filter(text -> text.contains(says))
        .findFirst()
        .orElse("");
  }
}
