package io.attestream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process whose wall time, processor time and peak of resident memory are measured (Linux). */
final class MeasuredProcess implements AutoCloseable {
  private static final int KEPT_LINES = 20;

  private final long start = System.nanoTime();
  private final Process process;
  private final BufferedReader output;
  private final Deque<String> last = new ArrayDeque<>();

  private MeasuredProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static MeasuredProcess start(List<String> command) throws IOException {
    return new MeasuredProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /**
   * Runs a command to its end.
   *
   * @param output takes what it writes
   * @return what it used, as of at most 50 ms before its end
   */
  static Use toEnd(List<String> command, Path output) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    try (MeasuredProcess process = new MeasuredProcess(builder.start())) {
      Use use = process.use();
      while (!process.process.waitFor(50, TimeUnit.MILLISECONDS)) {
        use = process.useOr(use);
      }
      return new Use((System.nanoTime() - process.start) / 1e9, use.cpuSeconds, use.peakMegabytes);
    }
  }

  /** What it used, or the given when it ends meanwhile. */
  private Use useOr(Use before) {
    try {
      Use now = use();
      return now.cpuSeconds < before.cpuSeconds ? before : now;
    } catch (IllegalStateException | UncheckedIOException e) {
      return before;
    }
  }

  /**
   * What the process used since its start.
   *
   * @param cpuSeconds of all its threads, user and system
   * @param peakMegabytes largest resident set so far ({@code VmHWM})
   */
  record Use(double seconds, double cpuSeconds, long peakMegabytes) {
    Use since(Use before) {
      return new Use(seconds - before.seconds, cpuSeconds - before.cpuSeconds, peakMegabytes);
    }

    @Override
    public String toString() {
      return "%.1f s, %.1f s of processor time, peak %d MB"
          .formatted(seconds, cpuSeconds, peakMegabytes);
    }
  }

  /**
   * Reads output up to a line that contains a text, and takes what the process used until then. It
   * must still be alive.
   *
   * @throws IOException when the process ends before
   */
  Use await(String text) throws IOException {
    awaitLine(text);
    return use();
  }

  /**
   * Reads output up to a line that contains a text.
   *
   * @throws IOException when the process ends before
   */
  void awaitLine(String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      last.addLast(line);
      if (last.size() > KEPT_LINES) {
        last.removeFirst();
      }
      if (line.contains(text)) {
        return;
      }
    }
    throw new IOException("the process ended without '" + text + "': " + String.join("\n", last));
  }

  Use use() {
    return new Use((System.nanoTime() - start) / 1e9, cpuSeconds(), peakMegabytes());
  }

  private double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private long peakMegabytes() {
    try {
      for (String line :
          Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      throw new IOException("no VmHWM in the process's status");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process as an operator would, at last by force. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
