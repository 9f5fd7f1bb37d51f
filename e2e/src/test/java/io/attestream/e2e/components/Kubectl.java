package io.attestream.e2e.components;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The kubectl of the API server's own release, for one user.
 *
 * @param kubeconfig says which server and which user
 */
public record Kubectl(Path kubeconfig) {
  /**
   * Runs kubectl to its end.
   *
   * @param input standard input, empty for none
   */
  public Command.Result run(String input, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Components.path("kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig);
    // Its own place for what it learns of a server: ports, and so servers' names, are used again.
    command.add("--cache-dir=" + kubeconfig + ".cache");
    command.addAll(List.of(args));
    return Command.run(input, Map.of(), command);
  }
}
