package io.attestream.collector.assessment;

/**
 * The exceptions that touch the control.
 *
 * @param inForce resources under an approved, unexpired exception
 * @param invalid exceptions that expired or were never approved
 */
public record ExceptionFacts(long inForce, long invalid) {
  public static final ExceptionFacts NONE = new ExceptionFacts(0, 0);
}
