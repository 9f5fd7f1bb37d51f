package io.attestream.agent.config;

import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code agent.yaml} and the environment into an {@link AgentConfig}. */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads a file.
   *
   * @param environment the process's environment; names that begin with {@code ATTESTREAM_} override
   *     the file
   * @throws ConfigException with every mistake
   */
  public static AgentConfig read(Path file, Map<String, String> environment) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": no such file"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
    return read(file.toString(), bytes, environment);
  }

  /** The defaults, overridden by the environment alone. */
  public static AgentConfig defaults(Map<String, String> environment) {
    return bind("environment", Optional.empty(), environment, new ArrayList<>());
  }

  static AgentConfig read(String name, byte[] bytes, Map<String, String> environment) {
    List<Problem> mistakes = new ArrayList<>();
    Optional<YamlNode> root = YamlReader.read(name, bytes, mistakes);
    List<String> problems = new ArrayList<>();
    mistakes.forEach(mistake -> problems.add(mistake.toString()));
    return bind(name, root, environment, problems);
  }

  private static AgentConfig bind(
      String name,
      Optional<YamlNode> root,
      Map<String, String> environment,
      List<String> problems) {
    Binder binder = new Binder(name, environment, problems);
    Optional<AgentConfig> config = binder.bind(AgentConfig.class, root);
    if (!problems.isEmpty() || config.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config.get();
  }
}
