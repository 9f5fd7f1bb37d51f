package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A child process whose output, both streams of it, goes to a file. {@link #close} ends it, and so
 * does the end of this JVM. All waits fail at once when the process has ended, and then quote the
 * end of its log.
 */
public final class Proc implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 20;
  private static final int QUOTED_LINES = 30;

  private final Process process;
  private final Path log;
  private final String name;
  private final Thread atExit;

  private Proc(Process process, Path log, String name) {
    this.process = process;
    this.log = log;
    this.name = name;
    this.atExit = new Thread(process::destroyForcibly, "end " + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts {@code command} with this JVM's environment. */
  public static Proc start(Path log, List<String> command) {
    return start(log, Map.of(), command);
  }

  /**
   * Starts {@code command}.
   *
   * @param log is created or written anew
   * @param environment is added to this JVM's
   * @param command the program and its arguments; standard input is empty
   */
  public static Proc start(Path log, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new Proc(process, log, Path.of(command.get(0)).getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has written so far. */
  public String output() {
    try {
      // It may have written half a character when this is read: decode leniently.
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the output has a match of {@code pattern}, and returns the first. */
  public MatchResult awaitOutput(Pattern pattern, Duration patience) {
    await(() -> pattern.matcher(output()).find(), patience, "output like " + pattern);
    var matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException("the log of " + name + " became shorter");
    }
    return matcher.toMatchResult();
  }

  /** Waits until something accepts connections on the loopback port. */
  public Proc awaitPort(int port, Duration patience) {
    return await(() -> accepts(port), patience, "a listener on port " + port);
  }

  /** Waits until {@code probe} holds; {@code what} completes the sentence "waited for ...". */
  public Proc await(BooleanSupplier probe, Duration patience, String what) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!probe.getAsBoolean()) {
      if (!process.isAlive()) {
        // What it wrote last may be what was waited for.
        if (probe.getAsBoolean()) {
          return this;
        }
        throw complaint("ended with code " + process.exitValue() + " while the test", what);
      }
      if (System.nanoTime() > deadline) {
        throw complaint("is running, but for " + patience.toSeconds() + " s the test", what);
      }
      pause();
    }
    return this;
  }

  /** Waits for it to end by itself, and returns its exit code. */
  public int awaitExit(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw complaint("is running, but for " + patience.toSeconds() + " s the test", "its end");
      }
      forgetHook();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** SIGKILL, as a crash: it has no time to tidy up. Returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(GRACE);
  }

  /** SIGTERM, and SIGKILL after ten seconds. Returns its exit code. */
  public int stop() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return awaitExit(GRACE);
  }

  @Override
  public void close() {
    stop();
  }

  private IllegalStateException complaint(String state, String awaited) {
    List<String> lines = output().lines().toList();
    List<String> end = lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
    return new IllegalStateException(
        "%s %s waited for %s. The end of its log:%n%s"
            .formatted(name, state, awaited, String.join("\n", end)));
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing to end.
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
