package io.attestream.collector.report;

import static io.attestream.evidence.model.Status.FAIL;
import static io.attestream.evidence.model.Status.PASS;
import static io.attestream.evidence.model.Status.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.live.LiveEvent;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.testing.TestAgent;
import io.attestream.collector.testing.TestCollector;
import io.attestream.collector.testing.TestCommit;
import io.attestream.collector.testing.TestStream;
import io.attestream.collector.testing.TestUnit;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.reperform.Judgement;
import io.attestream.evidence.reperform.MappedCheck;
import io.attestream.evidence.reperform.PinnedPack;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.ReperformOptions;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import io.attestream.protocol.v1.Put;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleExportTest {
  private static final String PUBLIC = "aws.s3.bucket.public-access-blocked";
  private static final String PRIVILEGED = "k8s.workload.not-privileged";

  @TempDir Path directory;

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(2, ChronoUnit.HOURS);
  private final TestUnit unit = new TestUnit("aws:123456789012:eu-west-1");
  private final TestAgent agent = new TestAgent("agent");
  private TestCollector collector;
  private Instant now = start;

  @BeforeEach
  void open() {
    collector = new TestCollector(directory.resolve("data"));
    collector.enrol(agent);
  }

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void anExportedLogVerifiesOffline() throws Exception {
    history();
    VerificationReport report = verify(export(Instant.EPOCH));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.units()).hasSize(2);
    assertThat(report.checkpoint().orElseThrow().size()).isGreaterThan(300);
  }

  /** The pages' counters leave with the evidence, so that they can be held against it. */
  @Test
  void theTotalsAreThoseOfTheResults() throws Exception {
    history();
    VerificationReport honest = reperform(export(Instant.EPOCH));
    assertThat(honest.problems()).isEmpty();
    assertThat(honest.notes()).noneMatch(note -> note.contains("totals.json"));
    tamper("UPDATE counter SET pass = pass + fail, fail = 0 WHERE check_id = '" + PUBLIC + "'");
    VerificationReport embellished = reperform(export(Instant.EPOCH));
    assertThat(embellished.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).isEqualTo("report/totals.json");
              assertThat(problem.message()).contains(PUBLIC).contains("the results give");
            });
  }

  /** With a pack that agrees with everything: judging is the checks' own test. */
  private VerificationReport reperform(Path bundle) {
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
        bundle,
        VerifyOptions.withLogKey(collector.logKey())
            .reperforming(
                new ReperformOptions(
                    pack -> agreeing, List.of("pack".getBytes(StandardCharsets.UTF_8)))));
  }

  @Test
  void aPeriodBeginsWithTheStateOfEachUnit() throws Exception {
    history();
    VerificationReport report = verify(export(start.plus(65, ChronoUnit.MINUTES)));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID);
    assertThat(report.notes()).anyMatch(note -> note.contains("before the period"));
  }

  @Test
  void theSameStateExportsTheSameFiles() throws Exception {
    history();
    Clock fixed = Clock.fixed(Instant.now(), java.time.ZoneOffset.UTC);
    Path one = directory.resolve("one.zip");
    Path two = directory.resolve("two.zip");
    exporter(fixed).export(one, new BundlePeriod(Instant.EPOCH, fixed.instant()), percent -> {});
    exporter(fixed).export(two, new BundlePeriod(Instant.EPOCH, fixed.instant()), percent -> {});
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void aStoredFailureThatWasTurnedIntoAPassIsFound() throws Exception {
    history();
    rewriteLastFailure(
        put ->
            Optional.of(
                put.toBuilder()
                    .setLeaf(
                        ByteString.copyFromUtf8(
                            put.getLeaf().toStringUtf8().replace("\"fail\"", "\"pass\"")))
                    .build()));
    assertThat(verify(export(Instant.EPOCH)).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void aStoredFailureThatWasDeletedIsFound() throws Exception {
    history();
    rewriteLastFailure(put -> Optional.empty());
    assertThat(verify(export(Instant.EPOCH)).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void evidenceThatWasRewrittenIsFound() throws Exception {
    history();
    rewriteLastFailure(put -> Optional.of(put.toBuilder().setEvidence(put.getIdentity()).build()));
    assertThat(verify(export(Instant.EPOCH)).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void aCommitThatWasRewrittenInTheLogIsFound() throws Exception {
    history();
    tamper("UPDATE log_entry SET body = (SELECT body FROM log_entry WHERE idx = 5) WHERE idx = 6");
    assertThat(verify(export(Instant.EPOCH)).outcome()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void anEntryThatIsMissingFailsTheExportAndLeavesNoFile() throws Exception {
    history();
    tamper("DELETE FROM log_entry WHERE idx = 7");
    Path file = directory.resolve("bundle.zip");
    assertThatThrownBy(() -> export(Instant.EPOCH))
        .hasMessageContaining("entry 7 is not in the database");
    assertThat(file).doesNotExist();
    try (var left = Files.list(directory)) {
      assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("data");
    }
  }

  @Test
  void exportsRunInTheBackgroundAndTellTheirState() throws Exception {
    history();
    LiveEvents live = new LiveEvents();
    LiveEvents.Subscription events = live.subscribe(100, () -> {});
    Path bundles = Files.createDirectories(directory.resolve("bundles"));
    try (BundleExports exports =
        new BundleExports(
            collector.database(), exporter(Clock.systemUTC()), bundles, live, Clock.systemUTC())) {
      long id = exports.request("admin");
      String state = "RUNNING";
      for (int i = 0; i < 300 && state.equals("RUNNING"); i++) {
        Thread.sleep(100);
        state =
            collector
                .database()
                .read(
                    handle ->
                        handle
                            .createQuery("SELECT state FROM bundle WHERE id = :id")
                            .bind("id", id)
                            .mapTo(String.class)
                            .one());
      }
      assertThat(state).isEqualTo("READY");
      assertThat(verify(exports.file("bundle-" + id + ".zip")).outcome()).isEqualTo(Outcome.VALID);
      assertThat(events.drain())
          .hasSizeGreaterThan(5)
          .endsWith(new LiveEvent.BundleProgress(id, 100, "READY"));
      assertThatThrownBy(() -> exports.file("../attestream.db"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Two agents, snapshots and deltas, unchanged scans, more than one tile of entries. */
  private void history() {
    TestAgent other = new TestAgent("agent-b");
    collector.enrol(other);
    TestUnit cluster = new TestUnit("kubernetes:prod");
    try (TestStream one = collector.connect(agent);
        TestStream two = collector.connect(other)) {
      for (int i = 0; i < 30; i++) {
        unit.set(PUBLIC, "bucket-" + i, i % 3 == 0 ? FAIL : i % 5 == 0 ? UNKNOWN : PASS, now);
        cluster.set(PRIVILEGED, "apps/v1/Deployment/prod/" + i, i % 4 == 0 ? FAIL : PASS, now);
      }
      one.deliver(agent.commit(unit, now));
      two.deliver(other.commit(cluster, now));
      List<TestCommit> sent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        now = now.plusSeconds(20);
        if (i % 10 == 0) {
          unit.set(PUBLIC, "bucket-" + i % 30, i % 20 == 0 ? PASS : FAIL, now);
          unit.remove(PUBLIC, "bucket-" + (i + 7) % 30);
        }
        TestCommit commit = i == 150 ? agent.snapshot(unit, now) : agent.commit(unit, now);
        one.send(commit);
        sent.add(commit);
      }
      sent.forEach(one::acknowledged);
      cluster.set(PRIVILEGED, "apps/v1/Deployment/prod/3", FAIL, now);
      two.deliver(other.commit(cluster, now));
    }
  }

  private void tamper(String sql) {
    collector.database().change(handle -> handle.execute(sql));
  }

  /** Changes the stored put of the failure that the last commit brought, or leaves it out. */
  private void rewriteLastFailure(Function<Put, Optional<Put>> change) {
    collector
        .database()
        .change(
            handle -> {
              byte[] body =
                  handle
                      .createQuery(
                          "SELECT body FROM commit_block ORDER BY idx DESC, block DESC LIMIT 1")
                      .mapTo(byte[].class)
                      .one();
              handle.execute(
                  "UPDATE commit_block SET body = ? WHERE rowid = (SELECT rowid FROM commit_block"
                      + " ORDER BY idx DESC, block DESC LIMIT 1)",
                  rewritten(body, change));
            });
  }

  private static byte[] rewritten(byte[] body, Function<Put, Optional<Put>> change) {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(body);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (Put put = Put.parseDelimitedFrom(in); put != null; put = Put.parseDelimitedFrom(in)) {
        boolean failure = put.getLeaf().toStringUtf8().contains("\"fail\"");
        Optional<Put> written = failure ? change.apply(put) : Optional.of(put);
        if (written.isPresent()) {
          written.get().writeDelimitedTo(out);
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path export(Instant from) {
    Path file = directory.resolve("bundle.zip");
    exporter(Clock.systemUTC()).export(file, new BundlePeriod(from, Instant.now()), percent -> {});
    return file;
  }

  private BundleExporter exporter(Clock clock) {
    LogIdentity identity =
        LogIdentity.existing(
            DataDirectory.open(directory.resolve("data")), collector.database(), Optional.empty());
    return new BundleExporter(
        collector.database(),
        identity,
        CatalogueLoader.bundled(),
        ControlRegistry.bundled(),
        clock);
  }

  private VerificationReport verify(Path bundle) {
    return Verifier.verify(bundle, VerifyOptions.withLogKey(collector.logKey()));
  }
}
