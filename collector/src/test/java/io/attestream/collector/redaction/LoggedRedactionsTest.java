package io.attestream.collector.redaction;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.report.BundleSelection;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.reperform.Judgement;
import io.attestream.evidence.reperform.MappedCheck;
import io.attestream.evidence.reperform.PinnedPack;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.ReperformOptions;
import io.attestream.evidence.verify.Reperformed;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import io.attestream.protocol.v1.Put;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real history, taken in over the wire; then the log's writer of the test erases parts of it. */
class LoggedRedactionsTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";
  private static final String OTHER = "aws.s3.bucket.tls-only";
  private static final String SECRET = "secret-observed-value";
  private static final String PERSON = "bucket-of-jane-doe";

  @TempDir Path directory;

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
  private final TestAgent agent = new TestAgent("agent");
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private NoteVerifier logKey;
  private String identityText = "";
  private String evidenceText = "";
  private Database database;
  private LogIdentity identity;
  private Sequencer sequencer;
  private LoggedRedactions redactions;

  @BeforeEach
  void history() {
    try (TestCollector collector = new TestCollector(directory.resolve("data"))) {
      collector.enrol(agent);
      logKey = collector.logKey();
      try (TestStream stream = collector.connect(agent)) {
        for (int i = 0; i < 20; i++) {
          unit.set(PUBLIC, "bucket-" + i, i % 3 == 0 ? FAIL : PASS, start);
        }
        unit.set(PUBLIC, PERSON, FAIL, start, SECRET);
        unit.set(OTHER, PERSON, PASS, start, SECRET);
        Put put = unit.all().stream().filter(p -> holds(p, SECRET)).findFirst().orElseThrow();
        identityText = put.getIdentity().toStringUtf8();
        evidenceText = put.getEvidence().toStringUtf8();
        stream.deliver(agent.commit(unit, start));
        unit.set(PUBLIC, PERSON, PASS, start.plusSeconds(60), SECRET + " mended");
        stream.deliver(agent.commit(unit, start.plusSeconds(60)));
        stream.deliver(agent.snapshot(unit, start.plusSeconds(120)));
        unit.set(PUBLIC, "bucket-1", FAIL, start.plusSeconds(180));
        stream.deliver(agent.commit(unit, start.plusSeconds(180)));
      }
    }
    open();
  }

  private static boolean holds(Put put, String text) {
    return decoded(put.getEvidence().toStringUtf8()).contains(text);
  }

  private static String decoded(String disclosure) {
    return new String(java.util.Base64.getUrlDecoder().decode(disclosure), StandardCharsets.UTF_8);
  }

  private void open() {
    DataDirectory data = DataDirectory.open(directory.resolve("data"));
    database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    identity = LogIdentity.existing(data, database, Optional.empty());
    sequencer =
        Sequencer.start(
            database,
            identity,
            data.checkpoint(),
            Clock.systemUTC(),
            SequencerLimits.DEFAULTS,
            () -> {});
    redactions =
        new LoggedRedactions(database, sequencer, identity.statements(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    sequencer.close();
    database.close();
  }

  @Test
  void erasedEvidenceIsGoneFromTheFilesAndEveryProofStays() throws Exception {
    assertThat(inFiles(evidenceText)).isTrue();
    List<String> counters = counters();
    Erased erased = redactions.erase("admin", evidence("held a secret"));
    // Three versions: one of each check at first, then the mended one; the snapshot brought two
    // again.
    assertThat(erased.disclosures()).isEqualTo(3);
    assertThat(erased.scrubbed()).isTrue();
    assertThat(inFiles(evidenceText)).isFalse();
    assertThat(inFiles(evidenceText.substring(0, 24))).as("the salt").isFalse();
    assertThat(inFiles(identityText)).isTrue();
    assertThat(counters()).isEqualTo(counters);
    VerificationReport report = verify(new BundleSelection.Whole());
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes())
        .anyMatch(
            note ->
                note.startsWith(
                        "3 disclosures erased by redaction entry "
                            + erased.entries().get(0)
                            + " on ")
                    && note.endsWith(", by admin: held a secret"));
  }

  @Test
  void oneChecksEvidenceCanBeErasedAlone() {
    Erased erased =
        redactions.erase("admin", new Erasure(person(), OTHER, false, true, "a reason"));
    assertThat(erased.disclosures()).isEqualTo(1);
    assertThat(verify(new BundleSelection.Whole()).outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void anIdentityIsErasedOnceTheResourceIsGone() throws Exception {
    assertThatThrownBy(
            () -> redactions.erase("admin", new Erasure(person(), "", true, true, "asked for")))
        .isInstanceOf(DecisionRefused.class)
        .hasMessageContaining("still stands in 2 results");
    long resource = person();
    deliver(
        () -> {
          unit.remove(PUBLIC, PERSON);
          unit.remove(OTHER, PERSON);
        });
    redactions.erase("admin", new Erasure(resource, "", true, true, "asked for"));
    assertThat(inFiles(PERSON)).isFalse();
    assertThat(inFiles(identityText)).isFalse();
    VerificationReport report = verify(new BundleSelection.Whole());
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void aSampleCarriesTheEntryThatExcusesWhatItLacks() {
    redactions.erase("admin", evidence("held a secret"));
    VerificationReport report =
        verify(new BundleSelection.Named(List.of(new BundleSelection.CommitName("agent", 1))));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_SAMPLE);
    assertThat(report.notes()).anyMatch(note -> note.contains("erased by redaction entry"));
  }

  @Test
  void evidenceThatIsTakenAwayWithoutAnEntryIsFound() {
    redactions.erase("admin", evidence("held a secret"));
    database.change(
        handle -> {
          byte[] body =
              handle
                  .createQuery(
                      "SELECT body FROM commit_block ORDER BY idx DESC, block DESC LIMIT 1")
                  .mapTo(byte[].class)
                  .one();
          String text = new String(body, StandardCharsets.ISO_8859_1);
          int at = text.lastIndexOf("WyJ");
          java.util.Arrays.fill(body, at, body.length, (byte) 0);
          handle.execute(
              "UPDATE commit_block SET body = ? WHERE rowid = (SELECT rowid FROM commit_block"
                  + " ORDER BY idx DESC, block DESC LIMIT 1)",
              body);
        });
    VerificationReport report = verify(new BundleSelection.Whole());
    assertThat(report.outcome()).isEqualTo(Outcome.INVALID);
    assertThat(report.problems().get(0).message())
        .isEqualTo("the evidence disclosure is missing, and no redaction is logged");
  }

  @Test
  void judgedAgainErasedOnesAreCountedApart() {
    long before = reperform().same();
    redactions.erase("admin", evidence("held a secret"));
    Reperformed again = reperform();
    assertThat(again.erased()).isGreaterThan(0);
    assertThat(again.same() + again.erased()).isEqualTo(before);
    assertThat(again.complete()).isFalse();
  }

  @Test
  void aSnapshotDoesNotBringErasedEvidenceBack() throws Exception {
    redactions.erase("admin", evidence("held a secret"));
    deliver(() -> {});
    assertThat(inFiles(evidenceText)).isFalse();
    VerificationReport report = verify(new BundleSelection.Whole());
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
  }

  @Test
  void whatCannotBeIsRefusedAndNothingIsLogged() {
    long entries = count("log_entry");
    for (Erasure wrong :
        List.of(
            new Erasure(person(), "", false, false, "reason"),
            new Erasure(person(), PUBLIC, true, false, "reason"),
            new Erasure(person(), "", false, true, "  "),
            new Erasure(999_999, "", false, true, "reason"))) {
      assertThatThrownBy(() -> redactions.erase("admin", wrong))
          .isInstanceOf(DecisionRefused.class);
    }
    redactions.erase("admin", evidence("once"));
    assertThatThrownBy(() -> redactions.erase("admin", evidence("twice")))
        .hasMessageContaining("was erased before");
    assertThat(count("log_entry")).isEqualTo(entries + 1);
  }

  /** A snapshot over the wire, after what was changed in the unit. */
  private void deliver(Runnable change) {
    close();
    try (TestCollector collector = new TestCollector(directory.resolve("data"))) {
      change.run();
      try (TestStream stream =
          new TestStream(collector.client(), collector.port(), agent, logKey)) {
        stream.handshake();
        stream.deliver(agent.snapshot(unit, start.plusSeconds(240)));
      }
    }
    open();
  }

  private Erasure evidence(String reason) {
    return new Erasure(person(), "", false, true, reason);
  }

  private long person() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT id FROM resource WHERE rid = :rid")
                .bind("rid", PERSON)
                .mapTo(Long.class)
                .one());
  }

  private long count(String table) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM <table>")
                .define("table", table)
                .mapTo(Long.class)
                .one());
  }

  private List<String> counters() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT check_id || pass || ',' || fail || ',' || unknown FROM counter ORDER BY 1")
                .mapTo(String.class)
                .list());
  }

  private boolean inFiles(String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  private VerificationReport verify(BundleSelection selection) {
    return Verifier.verify(export(selection), VerifyOptions.withLogKey(logKey));
  }

  private Path export(BundleSelection selection) {
    Path bundle = directory.resolve("bundle.zip");
    new BundleExporter(
            database,
            identity,
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            Clock.systemUTC())
        .export(
            bundle,
            new BundlePeriod(start.minusSeconds(10), start.plusSeconds(300)),
            selection,
            p -> {});
    return bundle;
  }

  /** With a pack that agrees with everything: judging is the checks' own test. */
  private Reperformed reperform() {
    PinnedPack agreeing =
        new PinnedPack() {
          @Override
          public Judgement judge(ResultLeaf leaf, DisclosedEvidence evidence, Instant startedAt) {
            return new Judgement(Judgement.Agreement.SAME, null);
          }

          @Override
          public boolean usesClock(ResultLeaf leaf) {
            return false;
          }

          @Override
          public SortedMap<String, MappedCheck> checks() {
            return new TreeMap<>();
          }
        };
    return Verifier.verify(
            export(new BundleSelection.Whole()),
            VerifyOptions.withLogKey(logKey)
                .reperforming(
                    new ReperformOptions(
                        pack -> agreeing, List.of("pack".getBytes(StandardCharsets.UTF_8)))))
        .reperformed()
        .orElseThrow();
  }
}
