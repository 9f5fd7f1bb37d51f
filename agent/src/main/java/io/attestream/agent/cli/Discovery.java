package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.AwsSection;
import io.attestream.agent.config.KubernetesSection;
import io.attestream.agent.config.ManifestsSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what this machine gives access to, for a start without a configuration. */
final class Discovery {
  /** Recorded answers of an AWS account, in the jar. */
  static final String SAMPLE_AWS = "classpath:sample/aws";

  /** Manifests of a cluster, in the jar. */
  static final String SAMPLE_MANIFESTS = "classpath:sample/manifests";

  private static final List<String> AWS_VARIABLES =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_PROFILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_ENDPOINT_URL");

  private Discovery() {}

  /**
   * Adds what is found.
   *
   * @param said takes one sentence about each finding
   */
  static AgentConfig discover(
      AgentConfig config, Map<String, String> environment, List<String> said) {
    List<AwsSection> aws = new ArrayList<>(config.aws());
    List<KubernetesSection> clusters = new ArrayList<>(config.kubernetes());
    List<ManifestsSection> manifests = new ArrayList<>(config.manifests());
    Path home = Path.of(environment.getOrDefault("HOME", "."));
    if (aws.isEmpty()) {
      AWS_VARIABLES.stream()
          .filter(name -> !environment.getOrDefault(name, "").isEmpty())
          .findFirst()
          .map(name -> "$" + name)
          .or(() -> existing(home.resolve(".aws/credentials")))
          .ifPresent(
              why -> {
                said.add("AWS: found " + why);
                aws.add(AwsSection.defaults());
              });
    }
    if (clusters.isEmpty()) {
      String kubeconfig = environment.getOrDefault("KUBECONFIG", "");
      if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
        said.add("Kubernetes: running in a cluster");
        clusters.add(new KubernetesSection("", "", "cluster"));
      } else {
        Path file = kubeconfig.isEmpty() ? home.resolve(".kube/config") : Path.of(kubeconfig);
        existing(file)
            .ifPresent(
                why -> {
                  said.add("Kubernetes: found " + why);
                  clusters.add(new KubernetesSection(why, "", ""));
                });
      }
    }
    if (aws.isEmpty() && clusters.isEmpty() && manifests.isEmpty()) {
      said.add("No AWS credentials and no kubeconfig found: using the bundled sample estate");
      aws.add(AwsSection.defaults().withReplay(SAMPLE_AWS));
      manifests.add(new ManifestsSection(Path.of(SAMPLE_MANIFESTS), "sample"));
    }
    return config.withSources(aws, clusters, manifests);
  }

  private static java.util.Optional<String> existing(Path file) {
    return Files.isReadable(file)
        ? java.util.Optional.of(file.toString())
        : java.util.Optional.empty();
  }
}
