package io.attestream.collector;

import static io.attestream.evidence.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.testing.Receiver;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole collector that tells a webhook what turned in it. */
class NotificationStoryTest {
  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aRefusedCommitAndAnExceptionThatEndsSoonAreTold() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "a secret of the tests, long\n");
    try (Receiver receiver = new Receiver()) {
      Path channels =
          Files.writeString(
              directory.resolve("channels.yaml"),
              """
              channels:
                - name: hook
                  webhook: {url: "%s", secretFile: "%s"}
                  kinds: [exception, evidence]
              """
                  .formatted(receiver.url("/hook"), secret));
      try (TestCollector collector =
          new TestCollector(
              directory.resolve("data"),
              Clock.systemUTC(),
              Map.of("notifications.channels", channels.toString()))) {
        refuse(collector);
        addException(collector);
        for (int i = 0; i < 900 && receiver.posts().size() < 2; i++) {
          Thread.sleep(100);
        }
        assertThat(receiver.posts().stream().map(p -> new JsonObject(p.body())))
            .extracting(event -> event.getString("subject"))
            .containsExactlyInAnyOrder("exception/1", "evidence/agent");
      }
    }
  }

  /** A commit whose envelope was changed on its way. */
  private static void refuse(TestCollector collector) {
    TestAgent agent = new TestAgent("agent");
    collector.enrol(agent);
    TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
    unit.set("aws.s3.bucket.public-access-blocked", "bucket", PASS, Instant.EPOCH);
    TestCommit commit = agent.commit(unit, Instant.now());
    byte[] changed = commit.envelope().clone();
    changed[changed.length / 2] ^= 1;
    try (TestStream stream = collector.connect(agent)) {
      stream.send(
          new TestCommit(commit.manifest(), changed, commit.trace(), commit.puts(), commit.dels()));
      stream.rejected();
    }
  }

  private void addException(TestCollector collector) throws Exception {
    String password = collector.collector().firstPassword().orElseThrow();
    HttpResponse<String> signedIn =
        send(
            collector,
            "/login",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "name=admin&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8));
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    HttpRequest session =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + collector.port() + "/api/v1/session"))
            .header("Cookie", cookie)
            .build();
    String csrf =
        new JsonObject(client.send(session, BodyHandlers.ofString()).body()).getString("csrf");
    HttpResponse<String> added =
        send(
            collector,
            "/api/v1/exceptions",
            Map.of("Content-Type", "application/json", "Cookie", cookie, "X-CSRF-Token", csrf),
            new JsonObject()
                .put("unit", "aws:123456789012:eu-west-1")
                .put("owner", "platform")
                .put("reason", "story")
                .put("approvedBy", "board")
                .put("expiresOn", LocalDate.now(ZoneOffset.UTC).plusDays(3).toString())
                .encode());
    assertThat(added.statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> send(
      TestCollector collector, String path, Map<String, String> headers, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path));
    headers.forEach(request::header);
    return client.send(
        request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  @Test
  void aChannelsFileWithMistakesStartsNothingAndNamesThemAll() throws Exception {
    Path channels =
        Files.writeString(
            directory.resolve("channels.yaml"),
            "channels:\n  - name: a\n    kind: [unit]\n    slack: {urlFile: none}\n");
    Path config =
        Files.writeString(
            directory.resolve("collector.yaml"),
            "notifications:\n  channels: " + channels + "\nhttp:\n  port: 0\n");
    StringWriter said = new StringWriter();
    CommandLine line = CollectorMain.commandLine().setErr(new PrintWriter(said));
    int code =
        line.execute("--config", config.toString(), "--data", directory.resolve("data").toString());
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString().lines().toList())
        .isEqualTo(
            List.of(
                "The configuration cannot be used:",
                "  " + channels + ":3: unknown key 'kind'; did you mean 'kinds'?",
                "  " + channels + ":4: cannot read none"));
    assertThat(directory.resolve("data")).doesNotExist();
  }
}
