package io.attestream.collector.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.log.LogIdentity;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.log.SequencerLimits;
import io.attestream.collector.report.BundleExporter;
import io.attestream.collector.report.BundlePeriod;
import io.attestream.collector.store.DataDirectory;
import io.attestream.collector.store.Database;
import io.attestream.collector.store.sqlite.SqliteDatabase;
import io.attestream.collector.store.sqlite.SqliteSettings;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.verify.Outcome;
import io.attestream.evidence.verify.VerificationReport;
import io.attestream.evidence.verify.Verifier;
import io.attestream.evidence.verify.VerifyOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerScopesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
  private static final String ORIGIN = "log.example/attestream";

  @TempDir Path directory;

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Ed25519Key owner = Ed25519Key.generate(new SecureRandom());
  private final ScopeReader reader = new ScopeReader();
  private Database database;
  private LogIdentity identity;
  private Sequencer sequencer;
  private OwnerScopes scopes;

  @BeforeEach
  void open() {
    DataDirectory data = DataDirectory.open(directory.resolve("data"));
    database = SqliteDatabase.open(data.database(), SqliteSettings.DEFAULTS);
    identity = LogIdentity.open(data, database, Optional.of(ORIGIN), new SecureRandom());
    sequencer =
        Sequencer.start(
            database, identity, data.checkpoint(), clock, SequencerLimits.DEFAULTS, () -> {});
    scopes = new OwnerScopes(sequencer, ORIGIN);
  }

  @AfterEach
  void close() {
    sequencer.close();
    database.close();
  }

  @Test
  void aScopeIsAnEntryOfTheLogAndTheVerifierHoldsTheAgentsToIt() {
    scopes.submit(signed(scope(ORIGIN, 1, owner, "kubernetes:prod"), owner));
    Path bundle = directory.resolve("bundle.zip");
    new BundleExporter(
            database, identity, CatalogueLoader.bundled(), ControlRegistry.bundled(), clock)
        .export(bundle, new BundlePeriod(NOW.minus(Duration.ofHours(5)), NOW), percent -> {});
    VerificationReport report =
        Verifier.verify(
            bundle, VerifyOptions.withLogKey(identity.verifier()).withOwner(owner.publicKey()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.VALID_WITH_GAPS);
    assertThat(report.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.unit()).isEqualTo("kubernetes:prod");
              assertThat(gap.duration()).isEqualTo(Duration.ofHours(5));
            });
  }

  @Test
  void thePresentScopeIsTheNewestThatHolds() {
    scopes.submit(signed(scope(ORIGIN, 1, owner, "kubernetes:prod", "kubernetes:test"), owner));
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    scopes.submit(
        signed(
            new ScopeEntry(
                ORIGIN,
                2,
                NOW,
                tomorrow,
                owner.publicKey(),
                List.of(
                    new ScopeEntry.RequiredAgent(
                        "a", Duration.ofHours(1), List.of("kubernetes:prod")))),
            owner));
    assertThat(present(NOW).serial()).isEqualTo(1);
    assertThat(present(tomorrow).serial()).isEqualTo(2);
    List<DeclaredUnit> declared = database.read(handle -> reader.declared(handle, 1));
    assertThat(declared)
        .extracting(DeclaredUnit::unit)
        .containsExactly("kubernetes:prod", "kubernetes:test");
    assertThat(declared).allMatch(unit -> unit.silent(NOW));
  }

  @Test
  void whatIsNotTheOwnersIsRefusedAndNotLogged() {
    byte[] first = signed(scope(ORIGIN, 1, owner, "kubernetes:prod"), owner);
    scopes.submit(first);
    long size = entries();
    assertRefused(first, "its serial is 1, the log holds 1 already");
    Ed25519Key other = Ed25519Key.generate(new SecureRandom());
    assertRefused(signed(scope(ORIGIN, 2, other, "u"), other), "the scopes before by another");
    assertRefused(signed(scope(ORIGIN, 2, owner, "u"), other), "is not signed by the key");
    assertRefused(
        signed(scope("log.example/b", 2, owner, "u"), owner), "it is for log log.example/b");
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    assertRefused(text, "it is no signed scope: $.payload");
    Envelope other2 = Dsse.sign(Statement.PAYLOAD_TYPE, text, owner);
    assertRefused(other2.bytes(), "it is no signed scope: $._type");
    assertThat(entries()).isEqualTo(size);
  }

  private void assertRefused(byte[] envelope, String why) {
    assertThatThrownBy(() -> scopes.submit(envelope))
        .isInstanceOf(ScopeRefusal.class)
        .hasMessageContaining(why);
  }

  private ScopeReader.Present present(Instant at) {
    return database.read(handle -> reader.present(handle, at)).orElseThrow();
  }

  private long entries() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM log_entry").mapTo(Long.class).one());
  }

  private static ScopeEntry scope(String origin, long serial, Ed25519Key key, String... units) {
    return new ScopeEntry(
        origin,
        serial,
        NOW,
        NOW.minus(Duration.ofDays(1)),
        key.publicKey(),
        List.of(new ScopeEntry.RequiredAgent("a", Duration.ofHours(2), List.of(units))));
  }

  private static byte[] signed(ScopeEntry scope, Ed25519Key key) {
    return Dsse.sign(Statement.PAYLOAD_TYPE, scope.statement().bytes(), key).bytes();
  }
}
