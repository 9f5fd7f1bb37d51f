package io.attestream.e2e.house;

import io.attestream.e2e.components.Proc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An agent on a configuration file. It can be killed and started again on the same state. */
public final class AgentProcess implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> environment;
  private Proc process;
  private int starts;

  private AgentProcess(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
    this.process = launch();
  }

  /**
   * Starts {@code agent run}.
   *
   * @param directory takes state, log and configuration of this agent
   * @param sections YAML of agent.yaml beside {@code name}, {@code state} and {@code collector}
   */
  public static AgentProcess start(
      Path directory,
      String name,
      CollectorProcess collector,
      Map<String, String> environment,
      String sections) {
    String yaml =
        """
        name: %s
        state: %s
        collector:
          url: %s
          token: %s
        %s
        """
            .formatted(
                name, directory.resolve("state"), collector.url(), collector.token(), sections);
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("agent.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AgentProcess(directory, environment);
  }

  public Proc process() {
    return process;
  }

  /** SIGKILL and a new start on the same state. */
  public void crash() {
    process.kill();
    restart();
  }

  /** Starts again after the process ended. */
  public void restart() {
    process = launch();
  }

  /** The state directory, with the agent's key and spool. */
  public Path state() {
    return directory.resolve("state");
  }

  /** Ends the agent as an operator does. */
  public void stop() {
    process.close();
  }

  /** Starts it again on the same state. */
  public void start() {
    process = launch();
  }

  /** Runs another command of the agent on the same configuration to its end; gives what it printed. */
  public String command(String command) {
    try (Proc other =
        Proc.start(
            directory.resolve(command + ".log"),
            environment,
            Jars.command(
                Jars.AGENT,
                "256m",
                List.of(command, "--config", directory.resolve("agent.yaml").toString())))) {
      int code = other.awaitExit(Duration.ofSeconds(90));
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code + ": " + other.output());
      }
      return other.output();
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private Proc launch() {
    starts++;
    return Proc.start(
        directory.resolve("agent-" + starts + ".log"),
        environment,
        Jars.command(
            Jars.AGENT,
            "512m",
            List.of("run", "--config", directory.resolve("agent.yaml").toString())));
  }
}
