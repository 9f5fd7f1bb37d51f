package io.attestream.collector;

import io.attestream.collector.config.CollectorConfig;
import io.attestream.collector.config.ConfigException;
import io.attestream.collector.config.ConfigReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class ConfigOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "collector.yaml")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIRECTORY", description = "the data directory")
  private @Nullable Path data;

  @Option(names = "--port", paramLabel = "PORT", description = "the port; 0 takes a free one")
  private @Nullable Integer port;

  CollectorConfig read() throws ConfigException {
    Map<String, String> commandLine = new HashMap<>();
    if (data != null) {
      commandLine.put("data", data.toString());
    }
    if (port != null) {
      commandLine.put("http.port", port.toString());
    }
    return ConfigReader.read(Optional.ofNullable(config), System.getenv(), commandLine);
  }
}
