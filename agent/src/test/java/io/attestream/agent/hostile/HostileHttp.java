package io.attestream.agent.hostile;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.replay.RecordedCall;
import io.attestream.agent.aws.replay.ReplayHttpClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The sample estate below the SDK, but for the calls that a test answers itself. */
final class HostileHttp implements SdkHttpClient {
  private final ReplayHttpClient sample;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();

  /** An answer with its HTTP status. */
  record Answer(int status, String body) {}

  private record Rule(Predicate<String> calls, Function<String, Answer> answer) {}

  HostileHttp(Clock clock) {
    sample = ReplayHttpClient.open(AwsConfig.SAMPLE, clock);
  }

  /** Answers calls, by what {@link RecordedCall#key} makes of them, with the function's answer. */
  HostileHttp when(Predicate<String> calls, Function<String, Answer> answer) {
    rules.add(new Rule(calls, answer));
    return this;
  }

  /** Answers calls whose key holds a text. */
  HostileHttp when(String part, String body) {
    return when(call -> call.contains(part), call -> new Answer(200, body));
  }

  /** Refuses calls with an error code, in the form of each service's protocol. */
  HostileHttp refuse(Predicate<String> calls, int status, String code) {
    return when(calls, call -> new Answer(status, error(call, code)));
  }

  /** How often a rule answered, repetitions by the SDK counted. */
  int attempts() {
    return attempts.get();
  }

  private static String error(String call, String code) {
    String error = "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
    if (call.startsWith("ec2 ")) {
      return "<Response><Errors>" + error + "</Errors></Response>";
    }
    if (call.startsWith("s3 ")) {
      return error;
    }
    boolean xml =
        call.contains("Action=") || call.startsWith("route53 ") || call.startsWith("cloudfront ");
    return xml
        ? "<ErrorResponse>" + error + "</ErrorResponse>"
        : "{\"__type\":\"%s\",\"code\":\"%1$s\",\"message\":\"no\"}".formatted(code);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String call = RecordedCall.key(request);
    for (Rule rule : rules) {
      if (rule.calls().test(call)) {
        attempts.incrementAndGet();
        return new Given(rule.answer().apply(call));
      }
    }
    return sample.prepareRequest(request);
  }

  private record Given(Answer answer) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean json = answer.body().startsWith("{");
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(answer.status())
                  .putHeader("Content-Type", json ? "application/json" : "text/xml")
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    }

    @Override
    public void abort() {}
  }

  @Override
  public String clientName() {
    return "Hostile";
  }

  @Override
  public void close() {
    sample.close();
  }
}
