package io.attestream.collector.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
  private final LiveEvents live = new LiveEvents();
  private final AtomicLong free = new AtomicLong(5000 * MIB);
  private Database database;
  private Notifications notifications;
  private Watch watch;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(directory.resolve("test.db"), SqliteSettings.DEFAULTS);
    List<Channel> channels =
        List.of(
            new Channel(
                "all",
                new Target.Slack(URI.create("https://slack.example/")),
                new Filter(EnumSet.allOf(Kind.class), Grade.CONFORMING, List.of()),
                new Schedule(ZoneOffset.UTC, Optional.empty(), Optional.empty()),
                Duration.ZERO));
    notifications = new Notifications(database, channels, c -> letter -> {}, clock, new Random(1));
    watch =
        new Watch(
            database,
            new Outbox(channels, 100),
            live,
            CatalogueLoader.bundled(),
            14,
            1000 * MIB,
            free::get,
            clock);
  }

  @AfterEach
  void close() {
    watch.close();
    notifications.close();
    database.close();
  }

  private List<String> look() {
    int before = notifications.newest(100).size();
    watch.look();
    List<Delivery> all = new ArrayList<>(notifications.newest(100));
    Collections.reverse(all);
    return all.subList(before, all.size()).stream()
        .map(delivery -> Wording.headline(delivery.notice()))
        .toList();
  }

  private void commit() {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at,"
                    + " next_by) VALUES (1, 'aws:1:eu', 'a', x'00', x'00', 0, 0, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET committed_at = excluded.committed_at,"
                    + " next_by = excluded.next_by",
                clock.millis(),
                clock.millis() + 3_600_000));
  }

  @Test
  void aUnitIsToldWhenItFallsSilentAndWhenItReturns() {
    commit();
    assertThat(look()).isEmpty();
    clock.advance(Duration.ofHours(2));
    assertThat(look()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(look()).containsExactly("Scope unit aws:1:eu: silent, before reporting");
    clock.advance(Duration.ofHours(9));
    assertThat(look()).as("a state is not told again").isEmpty();
    commit();
    assertThat(look()).containsExactly("Scope unit aws:1:eu: reporting, before silent");
  }

  @Test
  void aUnitThatTheOwnerRequiresAndThatNeverCameIsSilent() {
    database.change(
        handle -> {
          handle.execute("INSERT INTO owner_scope VALUES (1, 1, x'00', 0)");
          handle.execute("INSERT INTO owner_scope_unit VALUES (1, 'agent-b', 'aws:2:us', 7200)");
        });
    assertThat(look()).containsExactly("Scope unit aws:2:us: silent, before reporting");
    assertThat(notifications.newest(1).get(0).notice().summary())
        .isEqualTo("The owner requires a commit of agent-b every 2 hours.");
    assertThat(look()).isEmpty();
  }

  @Test
  void anExceptionIsToldBeforeItEndsAndWhenItHas() {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO exception_row (check_id, unit, resource, name_pattern, owner, reason,"
                    + " approved_by, ticket, expires_on, recorded_by, recorded_at, log_idx) VALUES"
                    + " ('', 'u', '', '', 'platform', 'r', 'board', '', '2026-12-20', 'x', 0, 0)"));
    assertThat(look()).isEmpty();
    clock.advance(Duration.ofDays(10));
    assertThat(look()).isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(look()).containsExactly("Exception 1: expiring, before in force");
    clock.advance(Duration.ofDays(14));
    assertThat(look()).as("its last day is not over").isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(look()).containsExactly("Exception 1: expired, before expiring");
    assertThat(notifications.newest(1).get(0).notice().summary())
        .isEqualTo("Its last day is 2026-12-20, its owner platform.");
    database.change(handle -> handle.execute("UPDATE exception_row SET withdrawn_at = 1"));
    assertThat(look()).isEmpty();
    assertThat(
            database.<Long>read(
                h ->
                    h.createQuery("SELECT COUNT(*) FROM watched WHERE kind = 'EXCEPTION'")
                        .mapTo(Long.class)
                        .one()))
        .isZero();
  }

  @Test
  void aRowOfTheStatementIsToldWhenResourcesSpeakAgainstItAndWhenItIsPutRight() {
    row("8.18", 0, "YES");
    row("8.3", 1, "PLANNED");
    row("5.1", 0, "YES");
    assertThat(look()).isEmpty();
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO counter VALUES ('k8s.workload.not-privileged', 1, 4, 2, 0, 0, 0),"
                    + " ('aws.s3.bucket.public-access-blocked', 1, 0, 0, 3, 3, 0)"));
    assertThat(look()).containsExactly("Statement row 8.18: contradicted, before consistent");
    assertThat(notifications.newest(1).get(0).notice().summary())
        .isEqualTo(
            "The Statement says excluded, but its checks judge resources that are there:"
                + " 4 pass, 2 fail.");
    database.change(
        handle ->
            handle.execute(
                "UPDATE counter SET pass = 9 WHERE check_id = 'aws.s3.bucket.public-access-blocked'"));
    assertThat(look()).containsExactly("Statement row 8.3: contradicted, before consistent");
    row("8.18", 1, "YES");
    assertThat(look()).containsExactly("Statement row 8.18: consistent, before contradicted");
  }

  @Test
  void aRowOfAScopesStatementIsToldAgainstTheUnitsOfTheScopeAlone() {
    row("8.18", 1, "YES");
    database.change(
        handle -> {
          handle.execute(
              "INSERT INTO named_scope VALUES ('shop', 'Shop', 'kubernetes:shop', 'x', 0, 0)");
          handle.execute(
              "INSERT INTO soa_row VALUES ('shop', '8.18', 0, '', 'why', 'board', 'YES', NULL, 'x', 'x', 0, 0, '')");
          for (int unit = 71; unit <= 72; unit++) {
            handle.execute(
                "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at,"
                    + " next_by) VALUES (?, ?, 'a', x'00', x'00', 0, 0, ?, ?)",
                unit,
                unit == 71 ? "kubernetes:bank" : "kubernetes:shop",
                clock.millis(),
                clock.millis() + 3_600_000);
          }
          handle.execute(
              "INSERT INTO counter VALUES ('k8s.workload.not-privileged', 71, 4, 2, 0, 0, 0)");
        });
    look();
    assertThat(look()).isEmpty();
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO counter VALUES ('k8s.workload.not-privileged', 72, 1, 0, 0, 0, 0)"));
    assertThat(look())
        .containsExactly("Statement row 8.18 in shop: contradicted, before consistent");
    assertThat(notifications.newest(1).get(0).notice().summary()).endsWith("1 pass, 0 fail.");
  }

  private void row(String control, int applicable, String implemented) {
    database.change(
        handle ->
            handle.execute(
                "INSERT OR REPLACE INTO soa_row VALUES ('', ?, ?, '', 'why', 'board', ?, NULL, 'x', 'x', 0, 0, '')",
                control,
                applicable,
                implemented));
  }

  @Test
  void aNonconformityIsToldAtEachStepAndWhenItIsOverdue() {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO nonconformity VALUES (7, 'NC-2026-007', 'MINOR', 'A.8.15', 'OBSERVATION',"
                    + " 's', 'e', 0, 'platform', '', '', '', 'ada', 0, 'OPEN', 0, 0, 0, '', '', NULL,"
                    + " 0, '', NULL, 0, '2026-11-26', NULL, 0)"));
    assertThat(look()).containsExactly("Nonconformity 7: open");
    assertThat(notifications.newest(1).get(0).notice().summary())
        .startsWith("NC-2026-007 on A.8.15, owner platform. Next: ")
        .endsWith(", by 2026-11-26.");
    clock.advance(Duration.ofDays(1));
    assertThat(look()).as("on its last day").isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(look()).containsExactly("Nonconformity 7: open overdue, before open");
    stage("CORRECTED", "'2026-12-30'");
    assertThat(look()).containsExactly("Nonconformity 7: corrected, before open overdue");
    stage("EFFECTIVE", "NULL");
    assertThat(look()).containsExactly("Nonconformity 7: effective, before corrected");
    assertThat(look()).isEmpty();
  }

  private void stage(String stage, String due) {
    database.change(
        handle ->
            handle.execute("UPDATE nonconformity SET stage = '" + stage + "', due_on = " + due));
  }

  @Test
  void aDiskThatFillsIsToldOnceAndNotEachTimeItBreathes() {
    assertThat(look()).isEmpty();
    free.set(999 * MIB);
    assertThat(look()).containsExactly("Disk data: nearly full, before roomy");
    free.set(1100 * MIB);
    assertThat(look()).isEmpty();
    free.set(1500 * MIB);
    assertThat(look()).containsExactly("Disk data: roomy, before nearly full");
  }

  @Test
  void refusedEvidenceIsToldWithWhatIsWrongWithIt() {
    for (int i = 0; i < 1000; i++) {
      live.publish(new LiveEvent.AgentChanged("a"));
    }
    live.publish(
        new LiveEvent.EvidenceRefused("agent-a", 7, "BAD_SIGNATURE", "the signature is not a's"));
    assertThat(look()).containsExactly("Agent agent-a: refused bad signature");
    assertThat(notifications.newest(1).get(0).notice().summary())
        .isEqualTo("the signature is not a's");
    assertThat(look()).isEmpty();
  }
}
