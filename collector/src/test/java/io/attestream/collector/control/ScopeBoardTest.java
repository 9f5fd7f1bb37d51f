package io.attestream.collector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.assessment.Grade;
import io.attestream.collector.assessment.SoaRow.Implementation;
import io.attestream.collector.control.SimulatedEstate.Result;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.nonconformity.Draft;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.Requirement;
import io.attestream.collector.nonconformity.Source;
import io.attestream.collector.nonconformity.Watched;
import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.Scopes;
import io.attestream.collector.soa.SoaEntry;
import io.attestream.collector.soa.Statement;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scope is graded as an estate that has its units and nothing else. */
class ScopeBoardTest {
  private static final String CHECK = "aws.ec2.volume.is-encrypted";
  private static final List<String> CHECKS =
      List.of(CHECK, "aws.kms.key.policy-is-not-public", "aws.rds.instance.keeps-backups");
  private static final String SHOP = "aws:111111111111:eu-west-1";
  private static final String SHOP_TOO = "aws:111111111111:us-east-1";
  private static final String BANK = "aws:222222222222:eu-west-1";
  private static final String CLUSTER = "kubernetes:bank";

  @TempDir private Path directory;
  private final MutableClock clock = MutableClock.at("2026-01-01T05:00:00Z");
  private House whole;
  private House shopAlone;

  @BeforeEach
  void open() {
    whole = new House(directory.resolve("whole"));
    shopAlone = new House(directory.resolve("shop"));
    new Scopes(whole.log.decisions())
        .define("ada", new NamedScope("shop", "Shop", List.of("aws:111111111111:*")));
  }

  @AfterEach
  void close() {
    whole.close();
    shopAlone.close();
  }

  @Test
  void itsGradesAreThoseOfAnEstateWithoutTheRest() throws Exception {
    Random random = new Random(20261125);
    new Statement(ControlRegistry.bundled(), shopAlone.log.decisions()).draft("ada");
    new Statement(ControlRegistry.bundled(), whole.log.decisions()).in("shop").draft("ada");
    whole.exception(BANK, "2026-02-01");
    whole.exception(SHOP, "2026-03-01");
    shopAlone.exception(SHOP, "2026-03-01");
    whole.commit(Map.of(BANK, Map.of(), CLUSTER, Map.of()));
    whole.nonconformity(BANK);
    int told = 0;
    for (int step = 0; step < 120; step++) {
      clock.advance(Duration.ofMinutes(60 + random.nextInt(60 * 40)));
      Map<String, Map<Result, @Nullable Status>> shop = new HashMap<>();
      Map<String, Map<Result, @Nullable Status>> all = new HashMap<>();
      for (String unit : List.of(SHOP, SHOP_TOO, BANK, CLUSTER)) {
        if (random.nextInt(4) > 0) {
          Map<Result, @Nullable Status> changes = changes(random, unit);
          all.put(unit, changes);
          if (unit.startsWith("aws:1")) {
            shop.put(unit, changes);
          }
        }
      }
      whole.commit(all);
      shopAlone.commit(shop);
      if (step % 5 == 4) {
        ScopeBoard.Grades inScope = whole.grades("shop");
        ScopeBoard.Grades alone = shopAlone.grades(NamedScope.EVERYTHING);
        assertThat(inScope.controls()).isEqualTo(alone.controls());
        assertThat(inScope.clauses()).isEqualTo(alone.clauses());
        told += inScope.equals(whole.grades(NamedScope.EVERYTHING)) ? 0 : 1;
      }
    }
    assertThat(told).as("times that the rest made a difference to everything").isGreaterThan(20);
  }

  @Test
  void aScopesStatementDecidesInItAlone() throws Exception {
    whole.commit(Map.of(SHOP, Map.of(new Result(SHOP, CHECK, 1), Status.PASS)));
    whole.commit(Map.of(BANK, Map.of(new Result(BANK, CHECK, 1), Status.FAIL)));
    Statement statement = new Statement(ControlRegistry.bundled(), whole.log.decisions());
    statement.draft("ada");
    statement.in("shop").draft("ada");
    statement
        .in("shop")
        .set(
            "ada",
            new SoaEntry("5.1", false, Set.of(), "why", "board", Implementation.YES, null, "ada"));
    assertThat(whole.grade("shop", "5.1")).isEqualTo(Grade.NOT_APPLICABLE);
    assertThat(whole.grade("", "5.1")).isEqualTo(Grade.NO_EVIDENCE);
  }

  @Test
  void aScopeWithoutAUnitHasNoEvidence() throws Exception {
    new Scopes(whole.log.decisions())
        .define("ada", new NamedScope("moon", "Moon", List.of("aws:999999999999:*")));
    whole.commit(Map.of(SHOP, Map.of(new Result(SHOP, CHECK, 1), Status.PASS)));
    ScopeBoard.Grades moon = whole.grades("moon");
    assertThat(moon.controls()).hasSize(93);
    assertThat(moon.controls().values())
        .allSatisfy(
            graded -> {
              assertThat(graded.assessment().grade()).isEqualTo(Grade.NO_EVIDENCE);
              assertThat(graded.freshUntil()).isEmpty();
            });
  }

  private static Map<Result, @Nullable Status> changes(Random random, String unit) {
    @Nullable Status[] choices = {
      Status.PASS, Status.PASS, Status.FAIL, Status.FAIL, Status.UNKNOWN, null
    };
    Map<Result, @Nullable Status> changes = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      changes.put(
          new Result(unit, CHECKS.get(random.nextInt(3)), random.nextInt(5)),
          choices[random.nextInt(choices.length)]);
    }
    return changes;
  }

  /** A collector's data without the collector around it. */
  private final class House implements AutoCloseable {
    private final TestDecisions log;
    private final ControlBoard board;
    private final SimulatedEstate estate;
    private final ScopeBoard scopes =
        new ScopeBoard(CatalogueLoader.bundled(), ControlRegistry.bundled());

    private House(Path data) {
      log = new TestDecisions(data, clock);
      board =
          new ControlBoard(
              log.database(),
              CatalogueLoader.bundled(),
              ControlRegistry.bundled(),
              new LiveEvents(),
              TestTurns.untold(),
              clock,
              new VirtualAlarm(clock));
      estate = new SimulatedEstate(log.database(), board, clock, Duration.ofHours(12));
    }

    private void commit(Map<String, Map<Result, @Nullable Status>> changes)
        throws InterruptedException {
      estate.commit(changes);
      board.settle();
    }

    private ScopeBoard.Grades grades(String scope) {
      return log.database().read(handle -> scopes.grades(handle, scope, clock.instant()));
    }

    private Grade grade(String scope, String control) {
      ScopeBoard.Graded graded = grades(scope).controls().get(control);
      if (graded == null) {
        throw new AssertionError("no grade of " + control);
      }
      return graded.assessment().grade();
    }

    private void exception(String unit, String expires) {
      log.database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO exception_row (check_id, unit, resource, name_pattern, owner, reason,"
                          + " approved_by, ticket, expires_on, recorded_by, recorded_at, log_idx)"
                          + " VALUES (?, ?, '', '', 'o', 'r', 'board', '', ?, 'o', 0, 0)",
                      CHECK,
                      unit,
                      expires));
    }

    private void nonconformity(String unit) {
      log.database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO app_user (name, password_hash, role, created_at)"
                          + " VALUES ('ada', '', 'manager', 0)"));
      new NonconformityRegister(
              CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions())
          .open(
              "ada",
              new Draft(
                  Kind.MINOR,
                  Requirement.ofControl("8.24"),
                  Source.OBSERVATION,
                  "A volume of the bank is not encrypted",
                  "",
                  "bank team",
                  0,
                  List.of(new Watched(CHECK, unit))));
    }

    @Override
    public void close() {
      board.close();
      log.close();
    }
  }
}
