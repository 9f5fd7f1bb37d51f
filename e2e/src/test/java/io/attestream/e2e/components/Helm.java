package io.attestream.e2e.components;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Helm, on the cluster of a kubeconfig.
 *
 * @param kubeconfig says which server and which user; what Helm keeps of its own stands beside it
 */
public record Helm(Path kubeconfig) {
  /** Runs helm, and returns its output; throws when it fails. */
  public String run(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Components.path("helm").toString());
    command.addAll(List.of(args));
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", kubeconfig.toString(),
            "HELM_CACHE_HOME", kubeconfig + ".helm/cache",
            "HELM_CONFIG_HOME", kubeconfig + ".helm/config",
            "HELM_DATA_HOME", kubeconfig + ".helm/data");
    return Command.run("", environment, command).orThrow();
  }
}
