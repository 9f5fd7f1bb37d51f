package io.attestream.bench;

import io.attestream.bench.MeasuredProcess.Use;
import io.attestream.collector.testing.TestCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The executable agent over 10,000 workloads with the whole catalogue: {@code agent once} from start
 * to its last line, and {@code agent run} from start to its first commit, signed and durable in the
 * spool, then the next scan of the same workloads up to its commit. The agent enrols at a real
 * collector first, which is ended before the measurement: what is measured is the agent alone. Option
 * {@code agent=JAR} names the jar, {@code heap=} its largest heap, {@code only=once} or {@code
 * only=run} one of the two.
 */
final class WholeAgent implements Measurement {
  private static final int WORKLOADS = 10_000;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Path jar = Path.of(options.getOrDefault("agent", "agent/target/attestream-agent.jar"));
    if (!Files.isRegularFile(jar)) {
      return List.of("not measured: " + jar + " is missing, run 'mvn package' first");
    }
    Path directory = Files.createTempDirectory("attestream-bench");
    Path manifests = directory.resolve("manifests");
    Workloads.write(manifests, WORKLOADS);
    List<String> java = java(jar, options);
    String only = options.getOrDefault("only", "");
    List<String> lines = new ArrayList<>();
    if (!only.equals("run")) {
      Path one = directory.resolve("one");
      Workloads.write(one, 1);
      lines.add("once, one workload: " + once(java, one));
      lines.add("once, %,d workloads: ".formatted(WORKLOADS) + once(java, manifests));
    }
    if (!only.equals("once")) {
      lines.addAll(commits(java, directory, manifests));
    }
    return lines;
  }

  private static List<String> java(Path jar, Map<String, String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + options.getOrDefault("heap", "160m"));
    command.add("-XX:+UseSerialGC");
    command.add("-Dorg.slf4j.simpleLogger.log.io.attestream.agent.schedule=debug");
    String jvm = options.getOrDefault("jvm", "");
    if (!jvm.isEmpty()) {
      command.addAll(List.of(jvm.split(" ")));
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static List<String> with(List<String> java, String... arguments) {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of(arguments));
    return command;
  }

  private static Use once(List<String> java, Path manifests)
      throws IOException, InterruptedException {
    try (MeasuredProcess agent =
        MeasuredProcess.start(
            with(java, "once", "--fail-on", "never", "--manifests", manifests.toString()))) {
      return agent.await(" not applicable, ");
    }
  }

  private static List<String> commits(List<String> java, Path directory, Path manifests)
      throws IOException, InterruptedException {
    Path config = directory.resolve("agent.yaml");
    try (TestCollector collector = new TestCollector(directory.resolve("collector"))) {
      Path token = Files.writeString(directory.resolve("token"), collector.token());
      Files.writeString(
          config,
          """
          name: bench
          state: %s
          collector: {url: "http://127.0.0.1:%d", tokenFile: %s}
          manifests: [{name: bench, path: %s}]
          schedule: {interval: 20s}
          """
              .formatted(directory.resolve("state"), collector.port(), token, manifests));
      try (MeasuredProcess agent =
          MeasuredProcess.start(with(java, "enrol", "--config", config.toString()))) {
        agent.await("enrolled as");
      }
    }
    try (MeasuredProcess agent =
        MeasuredProcess.start(with(java, "run", "--config", config.toString()))) {
      Use first = agent.await("manifests:bench: commit 1");
      agent.await("manifests:bench: scan begins");
      Use begun = agent.use();
      Use second = agent.await("manifests:bench: commit 2");
      return List.of(
          "run, %,d workloads, first commit durable: ".formatted(WORKLOADS) + first,
          "run, the same again, unchanged, commit durable: " + second.since(begun));
    }
  }
}
