package io.attestream.collector.assessment;

/**
 * A rule that fired.
 *
 * @param rule its name, {@code M2}
 * @param grade the grade that it asks for
 * @param facts what made it fire
 * @param against what speaks against it, for the person who confirms
 */
public record Fired(String rule, Grade grade, String facts, String against) {}
