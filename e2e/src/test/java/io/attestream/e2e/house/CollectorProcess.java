package io.attestream.e2e.house;

import io.attestream.e2e.components.Ports;
import io.attestream.e2e.components.Proc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A collector on a data directory. It can be killed and started again on the same data and port. */
public final class CollectorProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern PASSWORD = Pattern.compile("with the password (\\S+)");
  private static final Pattern LISTENING = Pattern.compile("Listening on \\S+");

  private final Path directory;
  private final int port = Ports.free();
  private final String password;
  private final List<String> options;
  private Proc process;
  private int starts;
  private @Nullable Api api;

  private CollectorProcess(Path directory, List<String> options) {
    this.directory = directory;
    this.options = List.copyOf(options);
    this.process = launch();
    this.password = process.awaitOutput(PASSWORD, PATIENCE).group(1);
    awaitReady();
  }

  /** Starts a new collector; its data goes below {@code directory}. */
  public static CollectorProcess start(Path directory) {
    return new CollectorProcess(directory, List.of());
  }

  /** The same with more options on its command line. */
  public static CollectorProcess start(Path directory, List<String> options) {
    return new CollectorProcess(directory, options);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Password of the user {@code admin}. */
  public String password() {
    return password;
  }

  public Proc process() {
    return process;
  }

  /** The REST API, signed in as admin. */
  public Api api() {
    Api signedIn = api;
    if (signedIn == null) {
      signedIn = Api.signIn(url(), "admin", password);
      api = signedIn;
    }
    return signedIn;
  }

  /** A new enrolment token, from the command line. */
  public String token() {
    try (Proc create =
        Proc.start(
            directory.resolve("token-" + System.nanoTime() + ".log"),
            Jars.command(
                Jars.COLLECTOR,
                "128m",
                List.of("token", "create", "--data", data().toString(), "--label", "test")))) {
      int code = create.awaitExit(PATIENCE);
      String token = create.output().strip();
      if (code != 0 || token.contains("\n")) {
        throw new IllegalStateException("token create ended with " + code + ": " + token);
      }
      return token;
    }
  }

  /** SIGKILL and a new start on the same data. */
  public void crash() {
    process.kill();
    restart();
  }

  /** Starts again after the process ended. */
  public void restart() {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.close();
  }

  /** Its data directory. */
  public Path data() {
    return directory.resolve("collector");
  }

  private void awaitReady() {
    process.awaitOutput(LISTENING, PATIENCE);
  }

  private Proc launch() {
    starts++;
    return Proc.start(
        directory.resolve("collector-" + starts + ".log"),
        Jars.command(Jars.COLLECTOR, "512m", arguments()));
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--port", Integer.toString(port), "--data", data().toString()));
    return arguments;
  }
}
