package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.CollectorSection;
import io.attestream.agent.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The collector and the agent's place at it, in place of a configuration file. */
final class CollectorOptions {
  private static final int MAX_NAME = 64;

  @Option(names = "--collector", paramLabel = "URL", description = "Base URL of the collector.")
  String url = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the single-use enrolment token, for the first start.")
  String tokenFile = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Name of this agent.")
  String name = "";

  @Option(names = "--state", paramLabel = "DIR", description = "State directory of this agent.")
  @Nullable Path state;

  AgentConfig apply(AgentConfig config) {
    CollectorSection collector = config.collector();
    AgentConfig changed =
        config.withCollector(
            collector.with(
                url.isEmpty() ? collector.url() : url,
                tokenFile.isEmpty() ? collector.token() : Secret.NONE,
                tokenFile.isEmpty() ? collector.tokenFile() : tokenFile));
    changed = name.isEmpty() ? changed : changed.withName(name);
    return state == null ? changed : changed.withState(state);
  }

  /** The configuration with a name: its own, else the host's. */
  AgentConfig named(AgentConfig config, Map<String, String> environment) {
    if (!config.name().isEmpty()) {
      return config;
    }
    String host = environment.getOrDefault("HOSTNAME", "").replaceAll("[^A-Za-z0-9._-]", "-");
    return config.withName(
        host.isEmpty() ? "agent" : host.substring(0, Math.min(MAX_NAME, host.length())));
  }

  /** The enrolment token, or empty. A missing file is empty: the token is needed only once. */
  String token(CollectorSection collector) {
    if (collector.token().isPresent() || collector.tokenFile().isEmpty()) {
      return collector.token().value();
    }
    Path file = Path.of(collector.tokenFile());
    if (!Files.exists(file)) {
      return "";
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
