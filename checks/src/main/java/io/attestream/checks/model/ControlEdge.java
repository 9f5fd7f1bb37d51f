package io.attestream.checks.model;

/**
 * One edge of the mapping.
 *
 * @param control Annex A number, {@code 8.15}
 * @param why one sentence, why the check says something about the control
 */
public record ControlEdge(String control, Strength strength, String why) {
  /** Whether the check is a key check of the control; otherwise it only supports. */
  public boolean key() {
    return strength != Strength.WEAK;
  }
}
