package io.attestream.collector.scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.soa.Reason;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.SoaTable;
import io.attestream.collector.soa.SoaVersion;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.evidence.entry.DecisionEntry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopesTest {
  private static final NamedScope SHOP =
      new NamedScope("shop", "The shop", List.of("aws:111111111111:*", "kubernetes:shop"));

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
  private TestDecisions log;
  private Scopes scopes;
  private Statement statement;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, clock);
    scopes = new Scopes(log.decisions());
    statement = new Statement(ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aScopeIsASignedDecisionThatKeepsWhatItWas() {
    scopes.define("ada", SHOP);
    NamedScope wider = new NamedScope("shop", "The shop", List.of("kubernetes:*"));
    scopes.define("bob", wider);
    assertThat(defined()).containsExactly(wider);
    DecisionEntry entry = log.logged().get(1);
    assertThat(entry.kind()).isEqualTo("scope");
    assertThat(entry.about()).isEqualTo("scope/shop");
    assertThat(entry.by()).isEqualTo("bob");
    assertThat(entry.content())
        .containsEntry("before", SHOP.json())
        .containsEntry("after", wider.json());
    assertThat(refused(() -> scopes.define("bob", wider)))
        .containsExactly("the scope is so already");
    scopes.withdraw("ada", "shop");
    assertThat(defined()).isEmpty();
    assertThat(refused(() -> scopes.withdraw("ada", "shop")))
        .containsExactly("there is no scope 'shop'");
  }

  @Test
  void everyMistakeIsNamedAndNothingIsLogged() {
    NamedScope wrong = new NamedScope("The shop", " ", List.of("aws:*", "aws:*", ""));
    assertThat(refused(() -> scopes.define("ada", wrong)))
        .containsExactly(
            "name 'The shop': expected 1 to 40 of a-z, 0-9 and -",
            "title: expected 1 to 100 characters",
            "units: a pattern is there twice",
            "units, line 3: expected 1 to 200 printable characters");
    assertThat(
            refused(
                () ->
                    scopes.define(
                        "ada", new NamedScope("x", "x", Collections.nCopies(101, "aws:*")))))
        .contains("units: expected 1 to 100 patterns, one a line");
    assertThat(log.logged()).isEmpty();
  }

  @Test
  void thereIsAMostOfThem() {
    for (int i = 0; i < Scopes.MOST; i++) {
      scopes.define("ada", new NamedScope("s" + i, "s", List.of("aws:*")));
    }
    assertThat(refused(() -> scopes.define("ada", SHOP)))
        .containsExactly("there are 50 scopes; withdraw one first");
    scopes.define("ada", new NamedScope("s0", "still there", List.of("aws:*")));
  }

  @Test
  void unitsAreThoseWhoseNameMatchesNow() {
    scopes.define("ada", SHOP);
    unit(1, "aws:111111111111:eu-west-1");
    unit(2, "aws:222222222222:eu-west-1");
    unit(3, "kubernetes:shop");
    ScopeUnits before = units("shop");
    assertThat(before.names()).containsExactly("aws:111111111111:eu-west-1", "kubernetes:shop");
    assertThat(before.has(1)).isTrue();
    assertThat(before.has(2)).isFalse();
    assertThat(before.hasAny(Set.of("kubernetes:shop", "x"))).isTrue();
    assertThat(before.hasAny(Set.of("aws:222222222222:eu-west-1"))).isFalse();
    unit(4, "aws:111111111111:us-east-1");
    assertThat(units("shop").has(4)).isTrue();
    assertThat(units(NamedScope.EVERYTHING).has(2)).isTrue();
    assertThat(units("unknown").has(1)).isFalse();
  }

  @Test
  void aScopesStatementBeginsWithTheRowsOfEverythingAndGoesItsOwnWay() {
    scopes.define("ada", SHOP);
    statement.draft("ada");
    statement.set("ada", row("8.5", "platform"));
    assertThat(standing("shop")).containsEntry("8.5", row("8.5", "platform"));

    Statement shop = statement.in("shop");
    assertThat(shop.draft("ada")).isEqualTo(93);
    assertThat(log.logged().get(3).about()).isEqualTo("scope/shop/soa");
    assertThat(standing("shop")).containsEntry("8.5", row("8.5", "platform"));
    shop.set("ada", row("8.5", "shop team"));
    assertThat(log.logged().get(4).about()).isEqualTo("scope/shop/soa/8.5");
    assertThat(standing("shop")).containsEntry("8.5", row("8.5", "shop team"));
    assertThat(standing("")).containsEntry("8.5", row("8.5", "platform"));
  }

  @Test
  void versionsCountInEachScopeAndSayWhatTheScopeWas() {
    scopes.define("ada", SHOP);
    complete(statement);
    statement.freeze("ada", "all");
    statement.freeze("ada", "all again");
    Statement shop = statement.in("shop");
    shop.draft("ada");
    SoaVersion frozen = shop.freeze("ada", "Stage 2");
    assertThat(frozen.version()).isEqualTo(1);
    assertThat(frozen.scope()).isEqualTo("shop");
    assertThat(frozen.content()).contains("\"scope\":{\"name\":\"shop\"", "kubernetes:shop");
    assertThat(frozen.rows()).hasSize(93);
    DecisionEntry entry = log.logged().get(log.logged().size() - 1);
    assertThat(entry.about()).isEqualTo("scope/shop/soa/version/1");
    assertThat(entry.content()).containsEntry("sha256", frozen.digest());
    assertThat(versions()).extracting(SoaVersion::version).containsExactly(2L, 1L);

    scopes.withdraw("ada", "shop");
    assertThat(frozenScopes()).containsExactly("", "shop");
    assertThat(refused(() -> shop.freeze("ada", ""))).containsExactly("there is no scope 'shop'");
    scopes.define("ada", SHOP);
    assertThat(shop.freeze("ada", "").version()).isEqualTo(2);
  }

  @Test
  void aScopeThatIsNotDefinedRefusesEveryDecision() {
    Statement none = statement.in("none");
    assertThat(refused(() -> none.draft("ada"))).containsExactly("there is no scope 'none'");
    assertThat(refused(() -> none.set("ada", row("8.5", "x"))))
        .containsExactly("there is no scope 'none'");
    assertThat(refused(() -> none.importCsv("ada", "control,applicable\n8.5,yes\n")))
        .containsExactly("there is no scope 'none'");
    assertThat(log.logged()).isEmpty();
  }

  private void complete(Statement of) {
    StringBuilder csv = new StringBuilder("control,applicable,reasons,owner\n");
    of.order().forEach(id -> csv.append(id).append(",yes,RISK,ada\n"));
    of.importCsv("ada", csv.toString());
  }

  private static SoaEntry row(String control, String owner) {
    return new SoaEntry(
        control, true, Set.of(Reason.RISK), "", "", Implementation.YES, null, owner);
  }

  private Map<String, SoaEntry> standing(String scope) {
    return log.database().read(handle -> SoaTable.standing(handle, scope));
  }

  private List<SoaVersion> versions() {
    return log.database().read(handle -> SoaVersion.all(handle, ""));
  }

  private List<NamedScope> defined() {
    return log.database().read(handle -> ScopeTable.all(handle));
  }

  private List<String> frozenScopes() {
    return log.database().read(handle -> SoaVersion.scopes(handle));
  }

  private ScopeUnits units(String scope) {
    return log.database().read(handle -> ScopeUnits.of(handle, scope));
  }

  private void unit(long id, String name) {
    log.database()
        .change(
            handle ->
                handle.execute(
                    "INSERT INTO unit (id, name, agent_id, root, flat, size, commit_idx, committed_at,"
                        + " next_by) VALUES (?, ?, 'a', x'00', x'00', 0, 0, 0, 0)",
                    id,
                    name));
  }

  private static List<String> refused(Runnable decision) {
    return catchThrowableOfType(DecisionRefused.class, decision::run).problems();
  }
}
