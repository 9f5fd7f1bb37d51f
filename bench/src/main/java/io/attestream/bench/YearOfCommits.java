package io.attestream.bench;

import io.attestream.bench.MeasuredProcess.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Offline verification of a bundle with a year of hourly commits, by the executable jar that an auditor
 * has. Options: {@code agents=}, {@code hours=}, {@code heap=}; {@code bundle=FILE} keeps the bundle
 * there, or takes the one that is there already; {@code part=HOURS} signs so many
 * hours more and ends, {@code make=bundle} ends when the zip is there, so that each can be run alone.
 */
final class YearOfCommits implements Measurement {
  private static final Path VERIFIER = Path.of("evidence/target/attestream-verify.jar");

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    if (!Files.isRegularFile(VERIFIER)) {
      return List.of("not measured: " + VERIFIER + " is missing, run 'mvn package' first");
    }
    int agents = Integer.parseInt(options.getOrDefault("agents", "100"));
    int hours = Integer.parseInt(options.getOrDefault("hours", "8760"));
    Path kept =
        options.containsKey("bundle")
            ? Path.of(options.getOrDefault("bundle", ""))
            : Files.createTempDirectory("attestream-bench").resolve("year.zip");
    GeneratedBundle generator = new GeneratedBundle(agents, hours);
    List<String> lines = new ArrayList<>();
    if (!Files.exists(kept)) {
      Path scratch = kept.resolveSibling(kept.getFileName() + ".commits");
      int part = Integer.parseInt(options.getOrDefault("part", Integer.toString(hours)));
      boolean complete = generator.sign(scratch, part);
      if (!complete || options.containsKey("part")) {
        return List.of(complete ? "all commits are signed" : "not all commits are signed yet");
      }
      generator.zip(scratch, kept);
    }
    lines.add("bundle: %,d MB".formatted(Files.size(kept) >> 20));
    if (options.getOrDefault("make", "").equals("bundle")) {
      return lines;
    }
    lines.addAll(verify(kept, generator, options.getOrDefault("heap", "340m")));
    return lines;
  }

  private static List<String> verify(Path bundle, GeneratedBundle generator, String heap)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("attestream-bench", ".txt");
    Use use =
        MeasuredProcess.toEnd(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-jar",
                VERIFIER.toString(),
                bundle.toString(),
                "--log-key",
                generator.logKey()),
            output);
    String verdict = Files.readAllLines(output).stream().limit(1).findFirst().orElse("no output");
    return List.of(
        "verified %,d envelopes, heap of %s: ".formatted(generator.commits(), heap) + use,
        "%,.0f envelopes a second; the verifier says: %s"
            .formatted(generator.commits() / use.seconds(), verdict));
  }
}
