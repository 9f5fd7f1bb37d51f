package io.attestream.agent.aws.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One answer of AWS and the call that it belongs to. Kept as one JSON object a line.
 *
 * @param call service, signing region, method, path with query, operation header and body of the
 *     request, as {@link #key} gives them
 * @param type the answer's {@code Content-Type}
 */
public record RecordedCall(String call, int status, String type, String body) {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]+/\\d{8}/([^/]+)/([^/]+)/aws4_request");
  private static final int MAX_BODY = 256 * 1024;

  /**
   * What identifies a call: nothing in it depends on time, credentials or the endpoint's host.
   *
   * @throws IllegalArgumentException when the request is not signed with Signature Version 4
   */
  public static String key(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    Matcher scope =
        SCOPE.matcher(http.firstMatchingHeader("Authorization").orElse("no authorization"));
    if (!scope.find()) {
      throw new IllegalArgumentException("not signed: " + http.encodedPath());
    }
    String path =
        (http.encodedPath().isEmpty() ? "/" : http.encodedPath())
            + http.encodedQueryParameters().map(query -> "?" + query).orElse("");
    String target = http.firstMatchingHeader("X-Amz-Target").orElse("-");
    return String.join(
            " ", scope.group(2), scope.group(1), http.method().name(), path, target, body(request))
        .strip();
  }

  private static String body(HttpExecuteRequest request) {
    if (request.contentStreamProvider().isEmpty()) {
      return "";
    }
    try (InputStream body = request.contentStreamProvider().get().newStream()) {
      return new String(body.readNBytes(MAX_BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
