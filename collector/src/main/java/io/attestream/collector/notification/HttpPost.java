package io.attestream.collector.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * Posts to an address of the configuration. Follows no redirect, so that a receiver cannot lead it
 * elsewhere, and reads nothing of the answer but status and {@code Retry-After}.
 */
final class HttpPost {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long LONGEST_WAIT_SECONDS = 3600;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  void send(URI url, Map<String, String> headers, byte[] body) throws SendFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("User-Agent", "attestream")
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      answer.body().close();
      check(answer);
    } catch (HttpTimeoutException e) {
      throw new SendFailure("no answer in time");
    } catch (IOException e) {
      throw new SendFailure("not reached: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendFailure("stopped while sending");
    }
  }

  private static void check(HttpResponse<?> answer) throws SendFailure {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return;
    }
    if (status >= 300 && status < 400) {
      throw new SendFailure("answered " + status + "; redirects are not followed");
    }
    throw new SendFailure("answered " + status, retryAfter(answer));
  }

  /** RFC 9110 section 10.2.3, in seconds; a date is not read. */
  private static Duration retryAfter(HttpResponse<?> answer) {
    String text = answer.headers().firstValue("Retry-After").orElse("");
    return text.matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_WAIT_SECONDS))
        : Duration.ZERO;
  }
}
