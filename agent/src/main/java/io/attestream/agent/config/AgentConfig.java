package io.attestream.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All that an operator may set. */
public record AgentConfig(
    @Key(
            doc =
                "Name of the agent; it becomes the agent's id at the collector. Empty for the host's name.",
            pattern = "[A-Za-z0-9._-]{0,64}")
        String name,
    @Key(
            doc =
                "Directory of the agent's key, leaves and spool. It must outlive the process and belong to one agent alone.",
            def = ".attestream/agent")
        Path state,
    @Key(
            doc =
                "File of the agent's private key (PKCS#8 PEM, Ed25519), where it is kept apart from the state directory, as in a mounted secret: the agent then survives the loss of the directory. Empty for agent.key in the state directory, made at the first start.")
        String keyFile,
    @Key(doc = "Where commits are sent.") CollectorSection collector,
    @Key(doc = "AWS accounts; a single section or a list.") List<AwsSection> aws,
    @Key(doc = "Kubernetes clusters; a single section or a list.")
        List<KubernetesSection> kubernetes,
    @Key(doc = "Files and directories of Kubernetes manifests; paths or sections.")
        List<ManifestsSection> manifests,
    @Key(doc = "When units are scanned and committed.") ScheduleSection schedule,
    @Key(doc = "Which checks run, and with which parameters.") ChecksSection checks,
    @Key(doc = "The Prometheus endpoint.") MetricsSection metrics,
    @Key(doc = "Bounds on memory and disk.") LimitsSection limits) {
  public AgentConfig {
    aws = List.copyOf(aws);
    kubernetes = List.copyOf(kubernetes);
    manifests = List.copyOf(manifests);
  }

  public boolean hasSources() {
    return !aws.isEmpty() || !kubernetes.isEmpty() || !manifests.isEmpty();
  }

  /** The key's file where it is kept apart from the state directory. */
  public Optional<Path> ownKeyFile() {
    return keyFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(keyFile));
  }

  public AgentConfig withSources(
      List<AwsSection> aws, List<KubernetesSection> kubernetes, List<ManifestsSection> manifests) {
    return new AgentConfig(
        name,
        state,
        keyFile,
        collector,
        aws,
        kubernetes,
        manifests,
        schedule,
        checks,
        metrics,
        limits);
  }

  public AgentConfig withPacks(List<Path> further) {
    List<Path> packs = new java.util.ArrayList<>(checks.packs());
    packs.addAll(further);
    return new AgentConfig(
        name,
        state,
        keyFile,
        collector,
        aws,
        kubernetes,
        manifests,
        schedule,
        new ChecksSection(packs, checks.organisation(), checks.params()),
        metrics,
        limits);
  }

  public AgentConfig withName(String name) {
    return new AgentConfig(
        name,
        state,
        keyFile,
        collector,
        aws,
        kubernetes,
        manifests,
        schedule,
        checks,
        metrics,
        limits);
  }

  public AgentConfig withState(Path state) {
    return new AgentConfig(
        name,
        state,
        keyFile,
        collector,
        aws,
        kubernetes,
        manifests,
        schedule,
        checks,
        metrics,
        limits);
  }

  public AgentConfig withCollector(CollectorSection collector) {
    return new AgentConfig(
        name,
        state,
        keyFile,
        collector,
        aws,
        kubernetes,
        manifests,
        schedule,
        checks,
        metrics,
        limits);
  }
}
