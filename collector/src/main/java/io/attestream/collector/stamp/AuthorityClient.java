package io.attestream.collector.stamp;

import io.attestream.evidence.stamp.StampRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an authority over HTTP (RFC 3161, section 3.4). */
public final class AuthorityClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI authority;

  public AuthorityClient(URI authority) {
    this.authority = authority;
  }

  /**
   * Sends a request.
   *
   * @return the answer's DER, not checked
   * @throws IOException when there is none, or it is too large
   */
  byte[] ask(StampRequest request) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(authority)
            .timeout(TIMEOUT)
            .header("Content-Type", StampRequest.QUERY_TYPE)
            .header("Accept", StampRequest.REPLY_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
            .build();
    HttpResponse<InputStream> response = http.send(post, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the authority answered with status " + response.statusCode());
      }
      byte[] reply = body.readNBytes(StampRequest.MAX_REPLY + 1);
      if (reply.length > StampRequest.MAX_REPLY) {
        throw new IOException("an answer of more than " + StampRequest.MAX_REPLY + " bytes");
      }
      return reply;
    }
  }
}
