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
 * collector first, which is ended before the measurement: what is measured is the agent alone. It is
 * started by {@code ./attestream agent}, as a user starts it. Option {@code heap=} is its largest
 * heap, {@code jvm=} more options of its JVM, {@code only=once} or {@code only=run} one of the two.
 */
final class WholeAgent implements Measurement {
  private static final int WORKLOADS = 10_000;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Path jar = Path.of("agent/target/attestream-agent.jar");
    if (!Files.isRegularFile(jar)) {
      return List.of("not measured: " + jar + " is missing, run 'mvn package' first");
    }
    Path directory = Files.createTempDirectory("attestream-bench");
    Path manifests = directory.resolve("manifests");
    Workloads.write(manifests, WORKLOADS);
    List<String> agent = agent(options);
    String only = options.getOrDefault("only", "");
    List<String> lines = new ArrayList<>();
    if (!only.equals("run")) {
      Path one = directory.resolve("one");
      Workloads.write(one, 1);
      lines.add("once, one workload: " + once(agent, one));
      lines.add("once, %,d workloads: ".formatted(WORKLOADS) + once(agent, manifests));
    }
    if (!only.equals("once")) {
      lines.addAll(commits(agent, directory, manifests));
    }
    return lines;
  }

  private static List<String> agent(Map<String, String> options) {
    String jvm =
        "-Xmx%s -Dorg.slf4j.simpleLogger.log.io.attestream.agent.schedule=debug %s"
            .formatted(options.getOrDefault("heap", "160m"), options.getOrDefault("jvm", ""));
    return List.of("env", "JAVA_TOOL_OPTIONS=" + jvm.strip(), "./attestream", "agent");
  }

  private static List<String> with(List<String> agent, String... arguments) {
    List<String> command = new ArrayList<>(agent);
    command.addAll(List.of(arguments));
    return command;
  }

  private static Use once(List<String> agent, Path manifests)
      throws IOException, InterruptedException {
    try (MeasuredProcess process =
        MeasuredProcess.start(
            with(agent, "once", "--fail-on", "never", "--manifests", manifests.toString()))) {
      return process.await(" not applicable, ");
    }
  }

  private static List<String> commits(List<String> agent, Path directory, Path manifests)
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
      try (MeasuredProcess process =
          MeasuredProcess.start(with(agent, "enrol", "--config", config.toString()))) {
        process.awaitLine("enrolled as");
      }
    }
    try (MeasuredProcess process =
        MeasuredProcess.start(with(agent, "run", "--config", config.toString()))) {
      Use first = process.await("manifests:bench: commit 1");
      process.awaitLine("manifests:bench: scan begins");
      Use begun = process.use();
      Use second = process.await("manifests:bench: commit 2");
      return List.of(
          "run, %,d workloads, first commit durable: ".formatted(WORKLOADS) + first,
          "run, the same again, unchanged, commit durable: " + second.since(begun));
    }
  }
}
