package io.attestream.agent.source;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.ManifestsSection;
import io.attestream.agent.manifests.ManifestsSource;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes the sources out of their sections: the one list of the places where resources live. */
public final class Sources {
  private final Map<String, String> environment;
  private final Clock clock;
  private final RandomGenerator random;

  public Sources(Map<String, String> environment, Clock clock, RandomGenerator random) {
    this.environment = environment;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens every source of a configuration.
   *
   * @throws SourceException when one cannot be used; none stays open then
   */
  public List<ResourceSource> open(AgentConfig config) {
    List<ResourceSource> sources = new ArrayList<>();
    try {
      config.manifests().forEach(section -> sources.add(manifests(section)));
      return sources;
    } catch (SourceException | IllegalArgumentException e) {
      sources.forEach(ResourceSource::close);
      throw e;
    }
  }

  private static ResourceSource manifests(ManifestsSection section) {
    Path path = section.path().toAbsolutePath().normalize();
    String last = path.getFileName() == null ? "root" : path.getFileName().toString();
    String name =
        section.name().isEmpty() ? last.replaceAll("[^A-Za-z0-9._-]", "-") : section.name();
    return new ManifestsSource(path, name);
  }
}
