package io.attestream.collector.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.collector.assessment.Grade;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.Receiver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the outbox in a real database to a real HTTP server, on a clock that the test moves. */
class DeliveryTest {
  private static final byte[] SECRET = "a secret of the tests".getBytes(StandardCharsets.UTF_8);
  private static final Schedule AT_ONCE =
      new Schedule(ZoneOffset.UTC, Optional.empty(), Optional.empty());
  private static final Filter ALL =
      new Filter(EnumSet.allOf(Kind.class), Grade.CONFORMING, List.of());

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
  private final Receiver receiver = new Receiver();
  private Database database;
  private Outbox outbox;
  private Notifications notifications;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
    channels(List.of(webhook("hook", ALL, AT_ONCE, Duration.ofMinutes(10))), 100);
  }

  @AfterEach
  void close() {
    notifications.close();
    database.close();
    receiver.close();
  }

  private void channel(Filter filter, Schedule schedule, Duration fold) {
    channels(List.of(webhook("hook", filter, schedule, fold)), 100);
  }

  private Channel webhook(String name, Filter filter, Schedule schedule, Duration fold) {
    Target target = new Target.Webhook(receiver.url("/" + name), SECRET);
    return new Channel(name, target, filter, schedule, fold);
  }

  private void channels(List<Channel> channels, int most) {
    Wording wording = new Wording(Optional.of("https://evidence.example"));
    HttpSenders http = new HttpSenders("attestream.local/test", wording, clock);
    outbox = new Outbox(channels, most);
    notifications =
        new Notifications(
            database,
            channels,
            channel ->
                channel.target() instanceof Target.Slack slack
                    ? http.to(slack)
                    : http.to((Target.Webhook) channel.target()),
            clock,
            new Random(1));
  }

  private void turn(Kind kind, String about, String from, String to) {
    Transition transition =
        new Transition(
            kind, about, from, to, clock.instant(), "Rule N1: 1 of 9.", Map.of("rule", "N1"));
    database.change(handle -> outbox.record(handle, transition));
  }

  private void control(String from, String to) {
    turn(Kind.CONTROL, "8.5", from, to);
  }

  private void round() {
    notifications.round();
  }

  private void later(Duration duration) {
    clock.advance(duration);
    round();
  }

  private List<JsonObject> events() {
    return receiver.posts().stream().map(post -> new JsonObject(post.body())).toList();
  }

  private List<String> told() {
    return events().stream()
        .map(event -> event.getJsonObject("data"))
        .map(data -> data.getString("from") + ">" + data.getString("to"))
        .toList();
  }

  private List<Outcome> outcomes() {
    return notifications.newest(100).stream().map(Delivery::outcome).toList();
  }

  @Test
  void aTransitionIsACloudEventThatTheSecretSigns() throws Exception {
    control("CONFORMING", "LIKELY_MINOR");
    round();
    Receiver.Post post = receiver.posts().get(0);
    JsonObject event = new JsonObject(post.body());
    assertThat(post.headers().get("content-type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(event.getString("specversion")).isEqualTo("1.0");
    assertThat(event.getString("type")).isEqualTo("io.attestream.control.changed");
    assertThat(URI.create(event.getString("source"))).hasHost("attestream.local");
    assertThat(event.getString("subject")).isEqualTo("control/8.5");
    assertThat(event.getString("time")).isEqualTo("2026-11-25T10:00:00Z");
    assertThat(event.getJsonObject("data"))
        .isEqualTo(
            new JsonObject()
                .put("about", "8.5")
                .put("from", "CONFORMING")
                .put("to", "LIKELY_MINOR")
                .put("summary", "Rule N1: 1 of 9.")
                .put("folded", 0)
                .put("facts", new JsonObject().put("rule", "N1"))
                .put("link", "https://evidence.example/controls/8.5"));

    String id = post.headers().get("webhook-id");
    String time = post.headers().get("webhook-timestamp");
    assertThat(id).isEqualTo(event.getString("id"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    String signed = id + "." + time + "." + post.body();
    assertThat(post.headers().get("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void theSameTransitionIsToldOnce() {
    control("CONFORMING", "LIKELY_MINOR");
    control("CONFORMING", "LIKELY_MINOR");
    round();
    round();
    assertThat(receiver.posts()).hasSize(1);
    assertThat(outcomes()).containsExactly(Outcome.SENT);
  }

  @Test
  void whatIsRolledBackIsNeverTold() {
    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      outbox.record(
                          handle,
                          new Transition(Kind.UNIT, "u", "A", "B", clock.instant(), "", Map.of()));
                      throw new IllegalStateException("the grade was not stored");
                    }))
        .hasMessage("the grade was not stored");
    round();
    assertThat(receiver.posts()).isEmpty();
    assertThat(outcomes()).isEmpty();
  }

  @Test
  void onlyWhatTheChannelWantsIsKept() {
    Filter filter =
        new Filter(Set.of(Kind.CONTROL, Kind.UNIT), Grade.LIKELY_MAJOR, List.of("8.*", "5.15"));
    channel(filter, AT_ONCE, Duration.ZERO);
    turn(Kind.CONTROL, "8.5", "CONFORMING", "LIKELY_MINOR");
    turn(Kind.CONTROL, "5.16", "CONFORMING", "LIKELY_MAJOR");
    turn(Kind.EXCEPTION, "1", "IN_FORCE", "EXPIRED");
    turn(Kind.CONTROL, "5.15", "LIKELY_MAJOR", "CONFORMING");
    turn(Kind.CONTROL, "8.15", "OFI", "LIKELY_MAJOR");
    turn(Kind.UNIT, "aws:1", "REPORTING", "SILENT");
    round();
    assertThat(events())
        .extracting(event -> event.getString("subject"))
        .containsExactly("control/5.15", "control/8.15", "unit/aws:1");
  }

  @Test
  void flappingWithinTheWindowBecomesOneMessage() {
    control("CONFORMING", "LIKELY_MINOR");
    round();
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(1));
      control("LIKELY_MINOR", "CONFORMING");
      clock.advance(Duration.ofMinutes(1));
      control("CONFORMING", "LIKELY_MINOR");
      round();
    }
    clock.advance(Duration.ofMinutes(1));
    control("LIKELY_MINOR", "LIKELY_MAJOR");
    round();
    assertThat(told()).containsExactly("CONFORMING>LIKELY_MINOR");
    later(Duration.ofMinutes(3));
    assertThat(told()).containsExactly("CONFORMING>LIKELY_MINOR", "LIKELY_MINOR>LIKELY_MAJOR");
  }

  @Test
  void changesThatWaitTogetherAreToldFromTheStateThatIsKnown() {
    channel(
        ALL,
        new Schedule(
            ZoneOffset.UTC, Optional.empty(), Optional.of(new Digest.Every(Duration.ofHours(1)))),
        Duration.ofMinutes(10));
    control("CONFORMING", "OFI");
    clock.advance(Duration.ofMinutes(5));
    control("OFI", "LIKELY_MAJOR");
    turn(Kind.UNIT, "aws:1", "REPORTING", "SILENT");
    clock.advance(Duration.ofMinutes(5));
    turn(Kind.UNIT, "aws:1", "SILENT", "REPORTING");
    round();
    assertThat(receiver.posts()).isEmpty();
    later(Duration.ofMinutes(50));
    Receiver.Post post = receiver.posts().get(0);
    assertThat(post.headers().get("content-type"))
        .isEqualTo("application/cloudevents-batch+json; charset=utf-8");
    JsonArray batch = new JsonArray(post.body());
    assertThat(batch).hasSize(1);
    JsonObject data = batch.getJsonObject(0).getJsonObject("data");
    assertThat(data.getString("from")).isEqualTo("CONFORMING");
    assertThat(data.getString("to")).isEqualTo("LIKELY_MAJOR");
    assertThat(data.getInteger("folded")).isEqualTo(1);
    later(Duration.ofHours(2));
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void theNightIsQuietAndTheMorningBringsOneMessage() {
    QuietHours night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), Set.of());
    channel(ALL, new Schedule(ZoneOffset.UTC, Optional.of(night), Optional.empty()), Duration.ZERO);
    clock.advance(Duration.ofHours(11));
    control("CONFORMING", "OFI");
    turn(Kind.UNIT, "aws:1", "REPORTING", "SILENT");
    round();
    later(Duration.ofMinutes(9 * 60 + 59));
    assertThat(receiver.posts()).isEmpty();
    later(Duration.ofMinutes(1));
    assertThat(new JsonArray(receiver.posts().get(0).body())).hasSize(2);
    turn(Kind.UNIT, "aws:1", "SILENT", "REPORTING");
    round();
    assertThat(new JsonObject(receiver.posts().get(1).body()).getString("subject"))
        .isEqualTo("unit/aws:1");
  }

  @Test
  void aReceiverThatIsDownIsTriedAgainLaterAndLaterWithTheSameId() {
    receiver.answer(500, Map.of());
    control("CONFORMING", "LIKELY_MINOR");
    round();
    round();
    assertThat(receiver.posts()).hasSize(1);
    later(Duration.ofSeconds(13));
    assertThat(receiver.posts()).hasSize(2);
    later(Duration.ofSeconds(13));
    assertThat(receiver.posts()).as("the second wait is longer").hasSize(2);
    receiver.answer(204, Map.of());
    later(Duration.ofSeconds(13));
    assertThat(receiver.posts()).hasSize(3);
    assertThat(events().stream().map(event -> event.getString("id")).distinct()).hasSize(1);
    assertThat(outcomes()).containsExactly(Outcome.SENT);
    assertThat(total("ATTEMPT_FAILED")).isEqualTo(2);
    assertThat(total("SENT")).isEqualTo(1);
  }

  @Test
  void aReceiverThatAsksForTimeGetsIt() {
    receiver.answer(429, Map.of("Retry-After", "600"));
    control("CONFORMING", "LIKELY_MINOR");
    round();
    receiver.answer(204, Map.of());
    later(Duration.ofMinutes(9));
    assertThat(receiver.posts()).hasSize(1);
    later(Duration.ofMinutes(2));
    assertThat(receiver.posts()).hasSize(2);
  }

  @Test
  void anAttemptThatNeverEndedIsMadeAgain() {
    control("CONFORMING", "LIKELY_MINOR");
    Delivery delivery = notifications.newest(1).get(0);
    database.change(
        handle ->
            DeliveryTable.attempt(handle, delivery, clock.instant().plus(Duration.ofSeconds(10))));
    round();
    assertThat(receiver.posts()).isEmpty();
    later(Duration.ofSeconds(10));
    assertThat(receiver.posts()).hasSize(1);
  }

  @Test
  void afterThreeDaysItIsGivenUp() {
    receiver.answer(404, Map.of());
    control("CONFORMING", "LIKELY_MINOR");
    for (int hour = 0; hour < 75; hour++) {
      later(Duration.ofMinutes(73));
    }
    assertThat(outcomes()).containsExactly(Outcome.FAILED);
    assertThat(notifications.newest(1).get(0).trouble()).isEqualTo("answered 404");
    assertThat(total("FAILED")).isEqualTo(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (Receiver elsewhere = new Receiver()) {
      receiver.answer(307, Map.of("Location", elsewhere.url("/").toString()));
      control("CONFORMING", "LIKELY_MINOR");
      round();
      assertThat(elsewhere.posts()).isEmpty();
      assertThat(notifications.newest(1).get(0).trouble()).contains("307", "not followed");
    }
  }

  @Test
  void aFullOutboxDropsTheOldestAndCountsIt() {
    channels(List.of(webhook("hook", ALL, AT_ONCE, Duration.ZERO)), 3);
    for (int i = 0; i < 5; i++) {
      turn(Kind.UNIT, "unit-" + i, "REPORTING", "SILENT");
    }
    round();
    assertThat(events())
        .extracting(event -> event.getString("subject"))
        .containsExactly("unit/unit-2", "unit/unit-3", "unit/unit-4");
    assertThat(total("DROPPED")).isEqualTo(2);
  }

  @Test
  void aChannelThatIsDownHoldsUpNoOther() {
    Channel down =
        new Channel(
            "down",
            new Target.Webhook(URI.create("http://127.0.0.1:1/"), SECRET),
            ALL,
            AT_ONCE,
            Duration.ZERO);
    channels(List.of(down, webhook("hook", ALL, AT_ONCE, Duration.ZERO)), 100);
    control("CONFORMING", "LIKELY_MINOR");
    round();
    assertThat(receiver.posts()).hasSize(1);
    assertThat(outcomes()).containsExactlyInAnyOrder(Outcome.SENT, Outcome.WAITING);
  }

  @Test
  void whatWaitsForAChannelThatIsNoMoreIsDropped() {
    control("CONFORMING", "LIKELY_MINOR");
    channels(List.of(), 100);
    notifications.start(Duration.ofHours(1));
    assertThat(outcomes()).containsExactly(Outcome.DROPPED);
  }

  @Test
  void slackGetsTextInWhichNamesAreNoMarkup() {
    channels(
        List.of(
            new Channel(
                "team",
                new Target.Slack(receiver.url("/services/T0/B0/x")),
                ALL,
                AT_ONCE,
                Duration.ZERO)),
        100);
    turn(Kind.UNIT, "<!channel> & <https://evil.example|x>", "REPORTING", "SILENT");
    round();
    Receiver.Post post = receiver.posts().get(0);
    assertThat(post.path()).isEqualTo("/services/T0/B0/x");
    assertThat(new JsonObject(post.body()).getString("text"))
        .startsWith(
            "Scope unit &lt;!channel&gt; &amp; &lt;https://evil.example|x&gt;: silent, before"
                + " reporting. Rule N1: 1 of 9.\nhttps://evidence.example/agents");
  }

  @Test
  void aTestGoesPastFiltersAndSaysWhyItFailed() throws Exception {
    channel(new Filter(Set.of(), Grade.LIKELY_MAJOR, List.of()), AT_ONCE, Duration.ZERO);
    notifications.test("hook", "admin");
    assertThat(events().get(0).getString("type")).isEqualTo("io.attestream.test.changed");
    receiver.answer(403, Map.of());
    assertThatThrownBy(() -> notifications.test("hook", "admin")).hasMessage("answered 403");
    assertThatThrownBy(() -> notifications.test("other", "admin"))
        .hasMessage("there is no channel 'other'");
  }

  @Test
  void endedDeliveriesAreForgottenAndTheirTransitionsToo() {
    channel(ALL, AT_ONCE, Duration.ZERO);
    database.change(
        handle -> {
          for (int i = 0; i < DeliveryTable.KEPT + 50; i++) {
            outbox.record(
                handle,
                new Transition(Kind.UNIT, "u" + i, "A", "B", clock.instant(), "", Map.of()));
            DeliveryTable.oldestWaiting(handle)
                .ifPresent(d -> DeliveryTable.end(handle, d, Outcome.SENT, clock.instant(), ""));
          }
          DeliveryTable.prune(handle);
        });
    assertThat(count("SELECT COUNT(*) FROM delivery")).isEqualTo(DeliveryTable.KEPT);
    assertThat(count("SELECT COUNT(*) FROM transition")).isEqualTo(DeliveryTable.KEPT);
    assertThat(total("SENT")).isEqualTo(DeliveryTable.KEPT + 50);
  }

  private long total(String outcome) {
    return count("SELECT SUM(count) FROM delivery_total WHERE outcome = '" + outcome + "'");
  }

  private long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
