package io.attestream.agent.aws.sample;

import io.attestream.agent.aws.replay.RecordedCall;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers what {@link Authored} knows, so that the calls that follow from it are recorded too. */
record AuthoredFirst(SdkHttpClient next) implements SdkHttpClient {
  /** Any time does while recording; what is written keeps the relative one. */
  private static final String SECONDS = "1700000000";

  private static final String INSTANT = "2023-11-14T22:13:20Z";

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Optional<RecordedCall> own = Authored.to(RecordedCall.key(request));
    return own.isEmpty() ? next.prepareRequest(request) : new Answer(own.get());
  }

  @Override
  public void close() {
    next.close();
  }

  private record Answer(RecordedCall recorded) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      String body =
          recorded
              .body()
              .replaceAll("\\{\\{[^}]*:s}}", SECONDS)
              .replaceAll("\\{\\{[^}:]*}}", INSTANT);
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(recorded.status())
                  .putHeader("Content-Type", recorded.type())
                  .build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
          .build();
    }

    @Override
    public void abort() {}
  }
}
