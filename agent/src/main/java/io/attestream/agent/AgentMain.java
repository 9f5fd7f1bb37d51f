package io.attestream.agent;

import io.attestream.agent.cli.AgentCommand;
import io.attestream.agent.cli.Surroundings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/** The process: what it takes from its surroundings, and nothing else. */
public final class AgentMain {
  private AgentMain() {}

  public static void main(String[] args) {
    Surroundings around =
        new Surroundings(
            System.getenv(),
            Clock.systemUTC(),
            new SecureRandom(),
            Build.version(),
            Build::digest,
            System.console() != null,
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    int code = AgentCommand.run(around, args);
    around.out().flush();
    System.exit(code);
  }
}
