package io.attestream.collector.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.LogWork;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.StampServer;
import io.attestream.evidence.entry.DecisionEntry;
import io.attestream.evidence.stamp.StampAuthority;
import io.attestream.evidence.testing.OpensslAuthority;
import io.attestream.evidence.testing.ZipEdit;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StamperTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;
  @TempDir Path authorityFolder;

  private final MutableClock clock = MutableClock.at("2026-11-20T00:00:00Z");
  private StampServer server;
  private Database database;
  private LogIdentity identity;
  private Sequencer sequencer;
  private Stamper stamper;

  @BeforeEach
  void open() throws Exception {
    OpensslAuthority.require();
    server = new StampServer(authorityFolder);
    DataDirectory data = DataDirectory.open(directory);
    database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    identity = LogIdentity.open(data, database, Optional.empty(), new SecureRandom());
    sequencer =
        Sequencer.start(
            database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {});
    stamper = stamper();
  }

  private Stamper stamper() {
    return new Stamper(
        database,
        sequencer,
        identity.statements(),
        new AuthorityClient(URI.create(server.url())),
        HOUR,
        List.of(Duration.ZERO, Duration.ZERO),
        clock,
        new Random(1));
  }

  @AfterEach
  void close() {
    stamper.close();
    sequencer.close();
    database.close();
    server.close();
  }

  @Test
  void theNewestCheckpointIsStampedOncePerInterval() throws Exception {
    decide("one");
    stamper.beat();
    assertThat(size()).isEqualTo(3);
    decide("two");
    stamper.beat();
    assertThat(server.requests()).isEqualTo(1);
    clock.advance(HOUR);
    stamper.beat();
    assertThat(server.requests()).isEqualTo(2);
    assertThat(sizesStamped()).containsExactly(2L, 4L);
  }

  @Test
  void aLogThatDidNotGrowIsNotStampedAgain() throws Exception {
    stamper.beat();
    clock.advance(HOUR.multipliedBy(5));
    stamper.beat();
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aRestartDoesNotAskAgainBeforeItsTime() throws Exception {
    stamper.beat();
    stamper.close();
    decide("one");
    stamper = stamper();
    stamper.beat();
    assertThat(server.requests()).isEqualTo(1);
    clock.advance(HOUR);
    stamper.beat();
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void anAuthorityThatIsDownIsAskedThreeTimesAndThenAtTheNextInterval() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.next(reply -> new byte[0]);
    }
    stamper.beat();
    assertThat(server.requests()).isEqualTo(3);
    assertThat(sizesStamped()).isEmpty();
    stamper.beat();
    assertThat(server.requests()).isEqualTo(3);
    clock.advance(HOUR);
    stamper.beat();
    assertThat(sizesStamped()).containsExactly(1L);
  }

  @Test
  void badAnswersAreNotLogged() throws Exception {
    server.next(reply -> "<html>no</html>".getBytes(StandardCharsets.US_ASCII));
    server.next(reply -> Arrays.copyOf(reply, 1_000_000));
    server.next(StamperTest::otherTime);
    stamper.beat();
    assertThat(server.requests()).isEqualTo(3);
    assertThat(sizesStamped()).isEmpty();
    assertThat(size()).isEqualTo(1);
  }

  private static byte[] otherTime(byte[] reply) {
    String text = new String(reply, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("Z\u0000", text.indexOf("\u0018\u000f20"));
    byte[] changed = reply.clone();
    int digit = (at < 0 ? text.indexOf("\u0018\u000f20") + 10 : at - 1);
    changed[digit] = (byte) (changed[digit] == '0' ? '1' : '0');
    return changed;
  }

  @Test
  void stampsAreExportedAndVerifyHereAndByOpenssl() throws Exception {
    decide("one");
    stamper.beat();
    clock.advance(HOUR);
    decide("two");
    stamper.beat();
    Path bundle = directory.resolve("bundle.zip");
    new BundleExporter(
            database, identity, CatalogueLoader.bundled(), ControlRegistry.bundled(), clock)
        .export(bundle, new BundlePeriod(Instant.EPOCH, clock.instant()), percent -> {});
    VerificationReport report =
        Verifier.verify(
            bundle,
            VerifyOptions.withLogKey(identity.verifier())
                .withAuthority(StampAuthority.of(server.authority().certificate())));
    assertThat(report.outcome()).as("%s", report.problems()).isEqualTo(Outcome.VALID);
    assertThat(report.notes()).anyMatch(note -> note.contains("first 4 entries"));

    Map<String, byte[]> files = ZipEdit.read(bundle);
    byte[] token = Objects.requireNonNull(files.get("stamps/000000000004/token.tst"));
    String text =
        new String(
            Objects.requireNonNull(files.get("stamps/000000000004/checkpoint.txt")),
            StandardCharsets.UTF_8);
    assertThat(server.authority().accepts(token, text)).isTrue();
    assertThat(server.authority().accepts(token, text.replace("4", "5"))).isFalse();
    assertThat(server.authority().accepts(ZipEdit.flip(token), text)).isFalse();
  }

  private void decide(String about) {
    sequencer.submit(new Decide(about)).join();
  }

  private final class Decide implements LogWork<Long> {
    private final String about;

    Decide(String about) {
      this.about = about;
    }

    @Override
    public LogOutcome<Long> run(Handle handle, long index) {
      DecisionEntry entry =
          new DecisionEntry("test", about, "admin", clock.instant(), Map.of("v", 1L));
      return new LogOutcome.Append<>("decision", identity.statements().decision(entry), index);
    }

    @Override
    public long bytes() {
      return 100;
    }
  }

  private long size() {
    return database.read(handle -> new LogReader(handle).checkpoint()).orElseThrow().size();
  }

  private List<Long> sizesStamped() {
    return database.read(
        handle ->
            handle.createQuery("SELECT size FROM stamp ORDER BY idx").mapTo(Long.class).list());
  }
}
