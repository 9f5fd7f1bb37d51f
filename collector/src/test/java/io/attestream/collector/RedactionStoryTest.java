package io.attestream.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.model.Status;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An administrator erases evidence while the collector runs, and an identity by the command when it is stopped. */
class RedactionStoryTest {
  private static final String CHECK = "aws.s3.bucket.public-access-blocked";

  @TempDir Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final TestAgent agent = new TestAgent("agent");
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private String cookie = "";

  @Test
  void overTheApiAndByTheCommand() throws Exception {
    Path data = directory.resolve("data");
    long resource;
    try (TestCollector collector = new TestCollector(data)) {
      deliver(collector);
      signIn(collector);
      String csrf = new JsonObject(get(collector, "/api/v1/session").body()).getString("csrf");
      resource = collector.count("SELECT id FROM resource WHERE rid = 'bucket-of-jane'");
      String path = "/api/v1/resources/" + resource + "/redactions";

      HttpResponse<String> refused =
          post(collector, path, csrf, "{\"identity\":true,\"reason\":\"asked for\"}");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("still stands in 1 results");

      HttpResponse<String> done =
          post(collector, path, csrf, "{\"evidence\":true,\"reason\":\"held a secret\"}");
      assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
      assertThat(new JsonObject(done.body()).getInteger("disclosures")).isEqualTo(1);
      assertThat(get(collector, "/resources/" + resource).body())
          .contains("The evidence was erased", "held a secret", "Erase for good");
      assertThat(get(collector, "/api/v1/redactions").body()).contains("held a secret");

      Run busy = redact(data, resource, "--identity");
      assertThat(busy.code()).isEqualTo(1);
      assertThat(busy.err()).contains("another collector runs on the data directory");

      try (TestStream stream = collector.connect(agent)) {
        unit.remove(CHECK, "bucket-of-jane");
        stream.deliver(agent.commit(unit, now.plusSeconds(1)));
      }
    }
    Run erased = redact(data, resource, "--identity");
    assertThat(erased.err()).isEmpty();
    assertThat(erased.code()).isZero();
    assertThat(erased.out()).contains("Erased 1 disclosures; log entries ");
    assertThat(Files.readString(data.resolve("attestream.db"), StandardCharsets.ISO_8859_1))
        .doesNotContain("bucket-of-jane");
    assertThat(redact(data, resource, "--identity").err()).contains("was erased before");
  }

  private void deliver(TestCollector collector) {
    collector.enrol(agent);
    try (TestStream stream = collector.connect(agent)) {
      unit.set(CHECK, "bucket-of-jane", Status.FAIL, now, "a secret");
      unit.set(CHECK, "another", Status.PASS, now);
      stream.deliver(agent.commit(unit, now));
    }
  }

  private void signIn(TestCollector collector) throws Exception {
    String password = collector.collector().firstPassword().orElseThrow();
    HttpResponse<String> answer =
        client.send(
            request(collector, "/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "name=admin&password="
                            + URLEncoder.encode(password, StandardCharsets.UTF_8)))
                .build(),
            BodyHandlers.ofString());
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private HttpRequest.Builder request(TestCollector collector, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> get(TestCollector collector, String path) throws Exception {
    return client.send(request(collector, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(TestCollector collector, String path, String csrf, String body)
      throws Exception {
    return client.send(
        request(collector, path)
            .header("Content-Type", "application/json")
            .header("X-CSRF-Token", csrf)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static Run redact(Path data, long resource, String what) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        CollectorMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code =
        command.execute(
            "redact",
            "--data",
            data.toString(),
            "--resource",
            Long.toString(resource),
            what,
            "--by",
            "admin",
            "--reason",
            "asked for");
    return new Run(code, out.toString(), err.toString());
  }

  private record Run(int code, String out, String err) {}
}
