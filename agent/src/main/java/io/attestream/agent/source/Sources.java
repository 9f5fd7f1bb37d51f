package io.attestream.agent.source;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.AwsSource;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.AwsSection;
import io.attestream.agent.config.KubernetesSection;
import io.attestream.agent.config.ManifestsSection;
import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.agent.manifests.ManifestsSource;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.resource.SourceException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  public List<OpenSource> open(AgentConfig config) {
    List<OpenSource> sources = new ArrayList<>();
    try {
      config.aws().forEach(section -> sources.add(OpenSource.of(aws(section))));
      config.kubernetes().forEach(section -> sources.add(OpenSource.of(kubernetes(section))));
      config.manifests().forEach(section -> sources.add(manifests(section)));
      return sources;
    } catch (SourceException | IllegalArgumentException e) {
      sources.forEach(open -> open.source().close());
      throw e;
    }
  }

  private ResourceSource aws(AwsSection section) {
    URI endpoint = section.endpoint().isEmpty() ? null : URI.create(section.endpoint());
    String variable = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    if (endpoint == null && !variable.isEmpty() && section.replay().isEmpty()) {
      endpoint = URI.create(variable);
    }
    AwsConfig config =
        new AwsConfig(
            section.ownAccount(),
            section.roles().stream().map(Sources::role).toList(),
            section.regions(),
            section.excludeRegions(),
            endpoint,
            section.callsPerSecond(),
            section.concurrency(),
            Duration.ofSeconds(60),
            section.replay().isEmpty() ? null : section.replay());
    return AwsSource.open(config, clock, random);
  }

  private static AwsConfig.AssumedRole role(AwsSection.RoleSection role) {
    return new AwsConfig.AssumedRole(
        role.arn(), role.externalId().isEmpty() ? null : role.externalId());
  }

  private ResourceSource kubernetes(KubernetesSection section) {
    String name = section.name().isEmpty() ? null : section.name();
    String context = section.context().isEmpty() ? null : section.context();
    Optional<Path> kubeconfig = kubeconfig(section);
    KubernetesConfig config =
        kubeconfig.isEmpty()
            ? KubernetesConfig.inCluster(name == null ? "cluster" : name)
            : KubernetesConfig.kubeconfig(kubeconfig.get(), context, name);
    return KubernetesSource.open(config, clock, random);
  }

  /** The file to use, or none for the pod's service account. */
  private Optional<Path> kubeconfig(KubernetesSection section) {
    if (!section.kubeconfig().isEmpty()) {
      return Optional.of(Path.of(section.kubeconfig()));
    }
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return Optional.empty();
    }
    String variable = environment.getOrDefault("KUBECONFIG", "");
    return Optional.of(
        variable.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "."), ".kube", "config")
            : Path.of(variable));
  }

  private static OpenSource manifests(ManifestsSection section) {
    Path path = SampleManifests.locate(section.path());
    String last = path.getFileName() == null ? "root" : path.getFileName().toString();
    String name =
        section.name().isEmpty() ? last.replaceAll("[^A-Za-z0-9._-]", "-") : section.name();
    return new OpenSource(new ManifestsSource(path, name), () -> FileFingerprint.of(path));
  }
}
