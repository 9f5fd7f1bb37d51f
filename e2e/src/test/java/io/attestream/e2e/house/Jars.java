package io.attestream.e2e.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The executable jars that the build made. */
final class Jars {
  static final Path COLLECTOR = jar("collector/target/attestream-collector.jar");
  static final Path AGENT = jar("agent/target/attestream-agent.jar");
  static final Path VERIFY = jar("evidence/target/attestream-verify.jar");

  private Jars() {}

  /** The command that runs a jar with this JVM's java. */
  static List<String> command(Path jar, String maxHeap, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + maxHeap);
    // They live for seconds: a quick start is worth more than fast code.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  private static Path jar(String inRepository) {
    try {
      Path here = Path.of("").toRealPath();
      for (Path root = here; root != null; root = root.getParent()) {
        Path jar = root.resolve(inRepository);
        if (Files.isRegularFile(jar)) {
          return jar;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(inRepository + " is missing: run 'mvn package' first");
  }
}
