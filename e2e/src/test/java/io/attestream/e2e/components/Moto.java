package io.attestream.e2e.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** AWS's APIs as the moto project understands them: one server with all services, in memory. */
public final class Moto implements AutoCloseable {
  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Scratch scratch;
  private final Proc server;
  private final URI endpoint;

  private Moto(Scratch scratch, Proc server, URI endpoint) {
    this.scratch = scratch;
    this.server = server;
    this.endpoint = endpoint;
  }

  /** Starts a server on a port that it picks itself. */
  public static Moto start() {
    Scratch scratch = new Scratch("moto");
    Proc server =
        Proc.start(
            scratch.resolve("moto.log"),
            Map.of("PYTHONUNBUFFERED", "1"),
            List.of(Components.path("moto").toString(), "-H", "127.0.0.1", "-p", "0"));
    try {
      String address = server.awaitOutput(RUNNING, PATIENCE).group(1);
      return new Moto(scratch, server, URI.create(address));
    } catch (RuntimeException e) {
      server.close();
      scratch.close();
      throw e;
    }
  }

  /** The endpoint of every service and region. */
  public URI endpoint() {
    return endpoint;
  }

  /** What an SDK or a child process needs in its environment to talk to this server only. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint.toString(),
        "AWS_ACCESS_KEY_ID", "testing",
        "AWS_SECRET_ACCESS_KEY", "testing",
        "AWS_REGION", "eu-central-1",
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /** Forgets every resource of every account. */
  public void reset() {
    post("/moto-api/reset", "");
  }

  /** For moto's own control API, such as {@code /moto-api/seed}. */
  public String post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + response.statusCode() + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.kill();
    scratch.close();
  }
}
