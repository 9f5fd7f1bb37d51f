package io.attestream.agent.aws.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attestream.agent.resource.SourceException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers from recorded calls. A call that was not recorded is answered with the error {@code
 * NotRecorded}, which becomes UNKNOWN like every other failed call.
 */
public final class ReplayHttpClient implements SdkHttpClient {
  /** The files of a recording: what was recorded, and what was written by hand in the same form. */
  static final List<String> FILES = List.of("recorded.jsonl", "authored.jsonl");

  private static final String CLASSPATH = "classpath:";
  private static final RecordedCall NOT_RECORDED =
      new RecordedCall(
          "",
          501,
          "text/xml",
          "<ErrorResponse><Error><Code>NotRecorded</Code></Error></ErrorResponse>");

  private final Map<String, RecordedCall> calls;
  private final RelativeTimes times;

  private ReplayHttpClient(Map<String, RecordedCall> calls, RelativeTimes times) {
    this.calls = calls;
    this.times = times;
  }

  /**
   * Reads a recording.
   *
   * @param location {@code classpath:<prefix>} or a directory
   * @throws SourceException when there is none, or a line of it is not a recorded call
   */
  public static ReplayHttpClient open(String location, InstantSource clock) {
    Map<String, RecordedCall> calls = new HashMap<>();
    int found = 0;
    for (String file : FILES) {
      try (InputStream in = stream(location, file)) {
        if (in != null) {
          found++;
          read(location + "/" + file, in, calls);
        }
      } catch (IOException e) {
        throw new SourceException(location + "/" + file + ": " + e.getMessage(), false, e);
      }
    }
    if (found == 0) {
      throw new SourceException(location + " holds none of " + FILES, false);
    }
    return new ReplayHttpClient(Map.copyOf(calls), new RelativeTimes(clock));
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    RecordedCall recorded = calls.getOrDefault(RecordedCall.key(request), NOT_RECORDED);
    return new Answer(recorded, times.resolve(recorded.body()));
  }

  @Override
  public String clientName() {
    return "Replay";
  }

  @Override
  public void close() {}

  private static @Nullable InputStream stream(String location, String file) throws IOException {
    if (location.startsWith(CLASSPATH)) {
      String name = location.substring(CLASSPATH.length()) + "/" + file;
      return ReplayHttpClient.class.getClassLoader().getResourceAsStream(name);
    }
    Path path = Path.of(location).resolve(file);
    return Files.exists(path) ? Files.newInputStream(path) : null;
  }

  private static void read(String name, InputStream in, Map<String, RecordedCall> calls)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    JsonMapper json = JsonMapper.builder().build();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        RecordedCall call = json.readValue(line, RecordedCall.class);
        calls.put(call.call(), call);
      } catch (IOException e) {
        throw new IOException("line " + number + ": not a recorded call", e);
      }
    }
    if (number == 0) {
      throw new IOException(name + " is empty");
    }
  }

  private record Answer(RecordedCall recorded, String body) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
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
