package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kubectl of the API server's own release, for one user.
 *
 * @param kubeconfig says which server and which user
 */
public record Kubectl(Path kubeconfig) {
  private static final int TIMEOUT_SECONDS = 120;

  /** What a run came to. */
  public record Result(int code, String output, String errors, List<String> arguments) {
    public Result {
      arguments = List.copyOf(arguments);
    }

    public boolean succeeded() {
      return code == 0;
    }

    /** The output; throws with what kubectl said when it failed. */
    public String orThrow() {
      if (!succeeded()) {
        throw new IllegalStateException(
            "kubectl %s: code %d: %s%s"
                .formatted(String.join(" ", arguments), code, errors, output));
      }
      return output;
    }
  }

  /**
   * Runs kubectl to its end.
   *
   * @param input standard input, empty for none
   */
  public Result run(String input, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Components.path("kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig);
    // Its own place for what it learns of a server: ports, and so servers' names, are used again.
    command.add("--cache-dir=" + kubeconfig + ".cache");
    command.addAll(List.of(args));
    try (Scratch scratch = new Scratch("kubectl")) {
      Path output = scratch.resolve("output");
      Path errors = scratch.resolve("errors");
      Process process =
          new ProcessBuilder(command)
              .redirectInput(scratch.write("input", input).toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Result(process.exitValue(), read(output), read(errors), List.of(args));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
