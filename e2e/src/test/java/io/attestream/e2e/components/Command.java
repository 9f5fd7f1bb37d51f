package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end. */
public final class Command {
  private static final int TIMEOUT_SECONDS = 120;

  private Command() {}

  /** What a run came to. */
  public record Result(List<String> command, int code, String output, String errors) {
    public Result {
      command = List.copyOf(command);
    }

    public boolean succeeded() {
      return code == 0;
    }

    /** The output; throws with all that the program said when it failed. */
    public String orThrow() {
      if (!succeeded()) {
        throw new IllegalStateException(
            "%s: code %d: %s%s".formatted(String.join(" ", command), code, errors, output));
      }
      return output;
    }
  }

  /** Runs {@code command} with empty standard input and this JVM's environment. */
  public static Result run(String... command) {
    return run("", Map.of(), List.of(command));
  }

  /**
   * Runs {@code command}; after two minutes it is killed, which shows as its code.
   *
   * @param input standard input
   * @param environment is added to this JVM's
   */
  public static Result run(String input, Map<String, String> environment, List<String> command) {
    try (Scratch scratch = new Scratch("command")) {
      Path output = scratch.resolve("output");
      Path errors = scratch.resolve("errors");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(scratch.write("input", input).toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Result(command, process.exitValue(), read(output), read(errors));
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
