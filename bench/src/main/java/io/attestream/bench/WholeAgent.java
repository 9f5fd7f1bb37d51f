package io.attestream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The executable agent over 10,000 workloads with the whole catalogue, from start to exit, with the
 * peak of its resident memory (Linux, {@code VmHWM}). Option {@code agent=JAR} names the jar, {@code
 * heap=} its largest heap.
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
    Workloads.write(directory.resolve("manifests"), WORKLOADS);
    Run empty = run(jar, options, directory, "empty", 1);
    Run full = run(jar, options, directory, "manifests", WORKLOADS);
    return List.of(
        "start, one workload, exit: %.1f s, peak %d MB"
            .formatted(empty.seconds(), empty.peakMegabytes()),
        "start, %,d workloads, exit: %.1f s, peak %d MB"
            .formatted(WORKLOADS, full.seconds(), full.peakMegabytes()));
  }

  private record Run(double seconds, long peakMegabytes) {}

  private static Run run(
      Path jar, Map<String, String> options, Path directory, String manifests, int workloads)
      throws IOException, InterruptedException {
    Path input = directory.resolve(manifests);
    Workloads.write(input, workloads);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.getOrDefault("heap", "160m"),
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "once",
                "--fail-on",
                "never",
                "--manifests",
                input.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(manifests + ".log").toFile())
            .start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peak(process.pid()));
      Thread.sleep(20);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          "the agent ended with "
              + process.exitValue()
              + ": "
              + Files.readString(directory.resolve(manifests + ".log")));
    }
    return new Run(seconds, peak / 1024);
  }

  /** Kilobytes; 0 when it cannot be read any more. */
  private static long peak(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
