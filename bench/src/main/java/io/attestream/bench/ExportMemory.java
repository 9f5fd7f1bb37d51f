package io.attestream.bench;

import io.attestream.bench.MeasuredProcess.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The export of an estate of a million results by the collector's own command with a heap of {@code
 * heap=256m}: the whole history, and a period that begins after the units' snapshots, so that each
 * unit's state is put together. With {@code directory=DIR} the estate is made there once.
 */
final class ExportMemory implements Measurement {
  private static final Path COLLECTOR = Path.of("collector/target/attestream-collector.jar");
  private static final Path VERIFIER = Path.of("evidence/target/attestream-verify.jar");
  private static final int CHANGES = 2;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    for (Path jar : List.of(COLLECTOR, VERIFIER)) {
      if (!Files.isRegularFile(jar)) {
        return List.of("not measured: " + jar + " is missing, run 'mvn package' first");
      }
    }
    int units = Integer.parseInt(options.getOrDefault("units", "" + Estate.UNITS));
    String heap = options.getOrDefault("heap", "256m");
    Path directory =
        options.containsKey("directory")
            ? Path.of(options.get("directory"))
            : Files.createTempDirectory("attestream-bench");
    Estate.fill(directory, units, CHANGES);
    List<String> lines = new ArrayList<>();
    lines.add("%,d results in %d units, heap of %s".formatted(units * Estate.RESULTS, units, heap));
    lines.add(export("whole history", directory, heap, List.of()));
    lines.add(
        export(
            "period after the snapshots",
            directory,
            heap,
            List.of("--from", Estate.START.plusSeconds(30).toString())));
    return lines;
  }

  private static String export(String name, Path directory, String heap, List<String> period)
      throws IOException, InterruptedException {
    Path bundle = Files.createTempFile("attestream-bench", ".zip");
    Path output = Files.createTempFile("attestream-bench", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx" + heap,
                "-cp",
                COLLECTOR.toString(),
                "io.attestream.collector.CollectorMain",
                "export",
                "--data",
                directory.toString()));
    command.addAll(period);
    command.add(bundle.toString());
    Use use = MeasuredProcess.toEnd(command, output);
    String said = Files.readString(output);
    String key =
        said.lines()
            .filter(line -> line.startsWith("Log key "))
            .map(line -> line.substring("Log key ".length()))
            .findFirst()
            .orElse("");
    if (key.isEmpty()) {
      return name + ": FAILED: " + said.strip();
    }
    String verdict = verdict(bundle, key);
    String line = "%s: bundle of %,d MB, %s; the verifier says: %s";
    String told = line.formatted(name, Files.size(bundle) >> 20, use, verdict);
    Files.delete(bundle);
    return told;
  }

  private static String verdict(Path bundle, String key) throws IOException, InterruptedException {
    Path output = Files.createTempFile("attestream-bench", ".txt");
    MeasuredProcess.toEnd(
        List.of(java(), "-jar", VERIFIER.toString(), bundle.toString(), "--log-key", key), output);
    return Files.readAllLines(output).stream().limit(1).findFirst().orElse("no output");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
