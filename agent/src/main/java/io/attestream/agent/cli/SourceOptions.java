package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.AwsSection;
import io.attestream.agent.config.ConfigReader;
import io.attestream.agent.config.KubernetesSection;
import io.attestream.agent.config.ManifestsSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where resources are: a configuration file, or quick options in its place. */
final class SourceOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
  @Nullable Path config;

  @Option(names = "--aws", description = "Check AWS with the default credentials.")
  boolean aws;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Check the cluster of this kubeconfig.")
  @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context in the kubeconfig instead of its current one.")
  String context = "";

  @Option(
      names = "--manifests",
      paramLabel = "PATH",
      description = "Check a file or directory of Kubernetes manifests; may be given again.")
  List<Path> manifests = new ArrayList<>();

  @Option(names = "--sample", description = "Check the bundled sample estate.")
  boolean sample;

  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description = "Directory of further checks; may be given again.")
  List<Path> packs = new ArrayList<>();

  /** The configuration with what the options add. */
  AgentConfig read(Map<String, String> environment) {
    AgentConfig base =
        config == null
            ? ConfigReader.defaults(environment)
            : ConfigReader.read(config, environment);
    List<AwsSection> accounts = new ArrayList<>(base.aws());
    List<KubernetesSection> clusters = new ArrayList<>(base.kubernetes());
    List<ManifestsSection> directories = new ArrayList<>(base.manifests());
    if (aws) {
      accounts.add(AwsSection.defaults());
    }
    if (kubeconfig != null) {
      clusters.add(new KubernetesSection(kubeconfig.toString(), context, ""));
    }
    manifests.forEach(path -> directories.add(new ManifestsSection(path, "")));
    if (sample) {
      accounts.add(AwsSection.defaults().withReplay(Discovery.SAMPLE_AWS));
      directories.add(new ManifestsSection(Path.of(Discovery.SAMPLE_MANIFESTS), "sample"));
    }
    return base.withSources(accounts, clusters, directories).withPacks(packs);
  }
}
