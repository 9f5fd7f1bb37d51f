package io.attestream.agent.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command takes from the process that it runs in.
 *
 * @param environment the environment variables
 * @param build works out the digest of the agent's build, 64 hex digits; it reads the whole jar, so only what signs
 *     commits asks for it
 * @param terminal whether progress may be drawn on {@code err}
 */
public record Surroundings(
    Map<String, String> environment,
    Clock clock,
    SecureRandom random,
    String version,
    Supplier<String> build,
    boolean terminal,
    PrintWriter out,
    PrintWriter err) {}
