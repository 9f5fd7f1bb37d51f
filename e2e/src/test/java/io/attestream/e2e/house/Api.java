package io.attestream.e2e.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** The collector's REST API, as a program uses it. */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Api(String url) {
    this.url = url;
  }

  /** Opens a session. */
  public static Api signIn(String url, String name, String password) {
    Api api = new Api(url);
    HttpResponse<String> answer =
        api.send(
            HttpRequest.newBuilder(URI.create(url + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "name=" + encode(name) + "&password=" + encode(password))));
    if (answer.statusCode() != 303 && answer.statusCode() != 302) {
      throw new IllegalStateException("sign-in answered " + answer.statusCode());
    }
    return api;
  }

  /**
   * GET below {@code /api/v1}.
   *
   * @throws IllegalStateException for any answer but 200
   */
  public JsonNode get(String path) {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).GET());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return parse(answer.body());
  }

  /** POST without a body below {@code /api/v1}, with the session's CSRF token. */
  public JsonNode post(String path) {
    return post(
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).POST(BodyPublishers.noBody()),
        path);
  }

  /** Posts a JSON body. */
  public JsonNode post(String path, String json) {
    return post(
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        path);
  }

  private JsonNode post(HttpRequest.Builder request, String path) {
    HttpResponse<String> answer =
        send(request.header("X-CSRF-Token", get("/session").path("csrf").asText()));
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return parse(answer.body());
  }

  /** Asks again until the answer is as wanted; an answer that cannot be had yet counts as not yet. */
  public JsonNode await(String path, Predicate<JsonNode> wanted, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String last;
      try {
        JsonNode answer = get(path);
        if (wanted.test(answer)) {
          return answer;
        }
        last = answer.toString();
      } catch (IllegalStateException | UncheckedIOException e) {
        last = e.toString();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not as wanted within " + patience.toSeconds() + " s: " + path + " last said " + last);
      }
      pause();
    }
  }

  /** GET of any path into a file. */
  public void download(String path, Path file) {
    try {
      HttpResponse<Path> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + path)).GET().build(),
              BodyHandlers.ofFile(file));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answered " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("no JSON: " + body, e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
