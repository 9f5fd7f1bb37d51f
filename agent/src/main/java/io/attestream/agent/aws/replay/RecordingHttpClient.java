package io.attestream.agent.aws.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Passes calls on and hands every answer to a recorder, on the calling thread. */
public final class RecordingHttpClient implements SdkHttpClient {
  private final SdkHttpClient next;
  private final Consumer<RecordedCall> recorder;

  /**
   * @param recorder is called from several threads
   */
  public RecordingHttpClient(SdkHttpClient next, Consumer<RecordedCall> recorder) {
    this.next = next;
    this.recorder = recorder;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = next.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return recorded(request, prepared.call());
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return "Recording";
  }

  @Override
  public void close() {
    next.close();
  }

  private HttpExecuteResponse recorded(HttpExecuteRequest request, HttpExecuteResponse response)
      throws IOException {
    byte[] body = new byte[0];
    if (response.responseBody().isPresent()) {
      try (InputStream in = response.responseBody().get()) {
        body = in.readAllBytes();
      }
    }
    recorder.accept(
        new RecordedCall(
            RecordedCall.key(request),
            response.httpResponse().statusCode(),
            response.httpResponse().firstMatchingHeader("Content-Type").orElse("text/xml"),
            new String(body, StandardCharsets.UTF_8)));
    return HttpExecuteResponse.builder()
        .response(response.httpResponse())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
