package io.attestream.collector.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvent.Change;
import io.attestream.collector.web.testing.DemoCollector;
import io.attestream.collector.web.testing.DemoVisitor;
import io.attestream.evidence.model.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {
  private static final String CHECK = "k8s.workload.not-privileged";

  @TempDir static Path directory;
  private static DemoCollector collector;
  private static DemoVisitor viewer;
  private final String pod = "v1/Pod/shop/" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    collector = DemoCollector.filled(directory, Clock.systemUTC());
    viewer = DemoVisitor.signedIn(collector, "viewer");
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  /** Reads a stream in the background; an event is its lines joined. */
  private static final class Listener implements AutoCloseable {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final InputStream body;

    Listener(String lastId) throws Exception {
      HttpRequest.Builder request = viewer.request("/events").header("Accept", "text/event-stream");
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      HttpResponse<InputStream> answer =
          viewer.client().send(request.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      body = answer.body();
      Thread reader = new Thread(this::read, "events");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      List<String> lines = new ArrayList<>();
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.isEmpty()) {
            events.add(String.join("\n", lines));
            lines.clear();
          } else {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        events.add("closed");
      }
    }

    String await(Predicate<String> wanted) throws InterruptedException {
      long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (System.nanoTime() < until) {
        String event = events.poll(200, TimeUnit.MILLISECONDS);
        if (event != null && wanted.test(event)) {
          return event;
        }
      }
      throw new AssertionError("no such event within 10 seconds");
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  private LiveEvent provisional(Status status) {
    return new LiveEvent.ProvisionalChanged(
        "kubernetes:production",
        "cluster-agent",
        List.of(new Change(CHECK, "k8s.workload", pod, pod, status, Instant.now())));
  }

  @Test
  void aProvisionalFailureReachesOpenPagesAtOnceAndSoDoesItsEnd() throws Exception {
    try (Listener page = new Listener("")) {
      page.await(event -> event.contains("hello"));
      long start = System.nanoTime();
      collector.live().publish(provisional(Status.FAIL));
      String tick = page.await(event -> event.contains("event: ticker"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(tick).contains("FAIL: ", "provisional", pod, "kubernetes:production");
      page.await(event -> event.contains("event: changed") && event.contains("provisional"));

      collector.live().publish(provisional(Status.PASS));
      assertThat(page.await(event -> event.contains("event: ticker"))).contains("PASS: ", pod);
    }
  }

  @Test
  void aProvisionalFailureStandsOnTheFindingsPageUntilTheNextCommit() throws Exception {
    try (Listener page = new Listener("")) {
      collector.live().publish(provisional(Status.FAIL));
      page.await(event -> event.contains("event: changed"));
      assertThat(viewer.get("/findings").body()).contains("provisional", pod);

      collector
          .live()
          .publish(
              new LiveEvent.CommitApplied(
                  "kubernetes:production", "cluster-agent", 9, 0, 0, List.of()));
      page.await(event -> event.contains("findings"));
      assertThat(viewer.get("/findings").body()).doesNotContain(pod);
    }
  }

  @Test
  void aProvisionalFailureThatACommitDoesNotRecordIsSaidToBeOver() throws Exception {
    try (Listener page = new Listener("")) {
      collector.live().publish(provisional(Status.FAIL));
      page.await(event -> event.contains("event: ticker") && event.contains(pod));
      collector
          .live()
          .publish(
              new LiveEvent.CommitApplied(
                  "kubernetes:production", "cluster-agent", 9, 0, 0, List.of()));
      assertThat(page.await(event -> event.contains("event: ticker"))).contains("Over: ", pod);
    }
  }

  @Test
  void aPassThatEndsNothingIsNoNews() throws Exception {
    try (Listener page = new Listener("")) {
      collector.live().publish(provisional(Status.PASS));
      assertThat(page.await(event -> event.contains("event: "))).doesNotContain("ticker");
    }
  }

  @Test
  void whoComesBackGetsWhatWasMissed() throws Exception {
    String lastId;
    try (Listener page = new Listener("")) {
      collector.live().publish(new LiveEvent.GradeChanged("8.3", "OFI", "LIKELY_MAJOR"));
      lastId = id(page.await(event -> event.contains("Likely major")));
    }
    collector.live().publish(new LiveEvent.GradeChanged("8.5", "OFI", "LIKELY_MINOR"));
    try (Listener again = new Listener(lastId)) {
      assertThat(again.await(event -> event.contains("event: ticker"))).contains("8.5 reads");
    }
  }

  @Test
  void whoComesBackFromAnotherTimeLoadsEverything() throws Exception {
    try (Listener page = new Listener("earlier-12")) {
      page.await(event -> event.contains("event: changed\ndata: all"));
    }
  }

  @Test
  void markupInNamesStaysText() throws Exception {
    try (Listener page = new Listener("")) {
      collector
          .live()
          .publish(
              new LiveEvent.ProvisionalChanged(
                  "kubernetes:production",
                  "a",
                  List.of(
                      new Change(
                          CHECK, "k8s.workload", "x", "<img src=x>", Status.FAIL, Instant.now()))));
      assertThat(page.await(event -> event.contains("event: ticker")))
          .contains("&lt;img src=x&gt;")
          .doesNotContain("<img");
    }
  }

  @Test
  void nobodyListensWithoutASession() {
    DemoVisitor anonymous = DemoVisitor.anonymous(collector);
    var request = anonymous.request("/events").setHeader("Accept", "text/event-stream").GET();
    assertThat(anonymous.send(request).statusCode()).isEqualTo(401);
  }

  private static String id(String event) {
    return event
        .lines()
        .filter(line -> line.startsWith("id: "))
        .findFirst()
        .orElseThrow()
        .substring(4);
  }
}
