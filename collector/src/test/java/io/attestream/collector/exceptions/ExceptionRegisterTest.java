package io.attestream.collector.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExceptionRegisterTest {
  private static final String CHECK = "k8s.workload.not-privileged";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

  @TempDir private Path directory;
  private TestDecisions log;
  private ExceptionRegister register;

  @BeforeEach
  void open() {
    log = new TestDecisions(directory, MutableClock.at("2026-11-25T08:00:00Z"));
    register =
        new ExceptionRegister(
            CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anExceptionIsLoggedAndNamesTheControlsOfItsCheck() {
    long id = register.add("ada", exception(CHECK, "", "risk board", "2026-12-31"));
    assertThat(all()).singleElement().extracting(ExceptionTable.Counted::covers).isEqualTo(0L);
    assertThat(log.logged().get(0).kind()).isEqualTo("exception");
    assertThat(log.logged().get(0).about()).isEqualTo("exception/" + id);
    assertThat(log.logged().get(0).content())
        .containsEntry("approvedBy", "risk board")
        .containsEntry("expiresOn", "2026-12-31");
    assertThat(log.changed().get(0)).contains("8.18").hasSizeLessThan(93);
  }

  @Test
  void whatIsWithdrawnStandsNoMoreAndTheLogKeepsIt() {
    long id = register.add("ada", exception("", "kubernetes:test", "", "2026-12-31"));
    register.withdraw("bob", id);
    assertThat(all()).isEmpty();
    assertThat(log.logged().get(1).kind()).isEqualTo("exception-withdrawn");
    assertThat(log.changed().get(1)).hasSize(93);
    assertThat(refused(() -> register.withdraw("bob", id)))
        .containsExactly("there is no exception " + id);
  }

  @Test
  void aFileIsOneDecisionThatHoldsEachExceptionWithItsId() {
    String csv =
        "owner,reason,expiresOn,check,approvedBy\n"
            + "platform,why,2026-12-31,"
            + CHECK
            + ",risk board\n"
            + "\"data, team\",\"'=sum\",2027-01-31,aws.ec2.volume.is-encrypted,\n";
    assertThat(register.importCsv("ada", csv)).isEqualTo(2);
    assertThat(all()).hasSize(2);
    assertThat(log.logged()).hasSize(1);
    assertThat(log.logged().get(0).kind()).isEqualTo("exceptions-imported");
    assertThat(log.logged().get(0).content().toString())
        .contains("id=1", "id=2", "risk board", "data, team", "=sum");
    assertThat(log.changed().get(0)).contains("8.18", "8.24").hasSizeLessThan(93);

    String more = csv + "platform,third,2026-12-31," + CHECK + ",\n";
    assertThat(register.importCsv("ada", more)).as("what stands is passed over").isEqualTo(1);
    assertThat(refused(() -> register.importCsv("ada", more)))
        .containsExactly("the file adds nothing");
  }

  @Test
  void everyMistakeOfAFileIsToldWithItsLineAndNothingIsRecorded() {
    String csv =
        "owner,reason,expiresOn,check,unit\n"
            + "platform,why,2026-12-31,no.such,\n"
            + "platform,why,31.12.2026,,kubernetes:test\n"
            + "platform,why,2026-12-31,,\n"
            + "platform,why\n"
            + "platform,why,2026-12-31,,kubernetes:test\n"
            + "platform,why,2028-01-01,,kubernetes:test\n";
    assertThat(refused(() -> register.importCsv("ada", csv)))
        .containsExactly(
            "line 2: there is no check 'no.such'",
            "line 3: expiresOn is '31.12.2026', expected a day such as 2026-12-31",
            "line 4: a check, unit, resource or name pattern is needed",
            "line 5: has 2 cells, the header 5",
            "line 7: the last day must be today to 366 days from now");
    assertThat(refused(() -> register.importCsv("ada", "owner,reasn,expiresOn\n")))
        .containsExactly(
            "line 1: unknown column 'reasn'; did you mean 'reason'?",
            "line 1: the columns owner, reason and expiresOn must be there");
    assertThat(refused(() -> register.importCsv("ada", "")))
        .containsExactly("line 1: the file is empty");
    assertThat(all()).isEmpty();
    assertThat(log.logged()).isEmpty();
  }

  @Test
  void aFileIsBoundedByWhatMayStandAndByTheLog() {
    StringBuilder many = new StringBuilder("unit,owner,reason,expiresOn\n");
    for (int i = 0; i <= ExceptionRegister.MOST; i++) {
      many.append("u").append(i).append(",o,r,2026-12-31\n");
    }
    assertThat(refused(() -> register.importCsv("ada", many.toString())))
        .containsExactly("there would be 201 exceptions, at most 200 may stand");
    StringBuilder large = new StringBuilder("unit,owner,reason,expiresOn\n");
    for (int i = 0; i < 100; i++) {
      large.append("u").append(i).append(",o,").append("r".repeat(400)).append(",2026-12-31\n");
    }
    assertThat(refused(() -> register.importCsv("ada", large.toString())))
        .containsExactly("the file is longer than the log takes at once; split it");
    assertThat(all()).isEmpty();
  }

  @Test
  void everyMistakeIsToldAndNothingIsLogged() {
    ExceptionRecord wrong =
        new ExceptionRecord(
            0, "", "", "", "", "", "", "x".repeat(101), "", LocalDate.parse("2026-11-24"));
    assertThat(refused(() -> register.add("ada", wrong)))
        .containsExactly(
            "a check, unit, resource or name pattern is needed",
            "the approver is longer than 100 characters",
            "an owner of at most 100 characters is needed",
            "a reason of at most 500 characters is needed",
            "the last day must be today to 366 days from now");
    assertThat(refused(() -> register.add("ada", exception("no.such", "", "x", "2026-12-31"))))
        .containsExactly("there is no check 'no.such'");
    assertThat(refused(() -> register.add("ada", exception(CHECK, "", "x", "2027-11-27"))))
        .containsExactly("the last day must be today to 366 days from now");
    assertThat(log.logged()).isEmpty();
  }

  @Test
  void noMoreStandThanAreBoundedAndAWithdrawalMakesRoom() {
    long first = register.add("ada", exception(CHECK, "", "x", "2026-12-31"));
    for (int more = 1; more < ExceptionRegister.MOST; more++) {
      register.add("ada", exception(CHECK, "", "x", "2026-12-31"));
    }
    assertThat(refused(() -> register.add("ada", exception(CHECK, "", "x", "2026-12-31"))))
        .containsExactly("there are 200 exceptions; withdraw one first");
    register.withdraw("ada", first);
    register.add("ada", exception(CHECK, "", "x", "2026-12-31"));
    assertThat(all()).hasSize(ExceptionRegister.MOST);
  }

  @Test
  void theLastDayStillHoldsAndTheDayAfterDoesNot() {
    assertThat(exception(CHECK, "", "x", "2026-11-25").state(TODAY))
        .isEqualTo(ExceptionState.EXPIRING);
    assertThat(exception(CHECK, "", "x", "2026-11-24").state(TODAY))
        .isEqualTo(ExceptionState.EXPIRED);
    assertThat(exception(CHECK, "", "x", "2026-12-25").state(TODAY))
        .isEqualTo(ExceptionState.EXPIRING);
    assertThat(exception(CHECK, "", "x", "2026-12-26").state(TODAY))
        .isEqualTo(ExceptionState.IN_FORCE);
    assertThat(exception(CHECK, "", "", "2026-12-26").state(TODAY))
        .isEqualTo(ExceptionState.UNAPPROVED);
  }

  private static ExceptionRecord exception(
      String check, String unit, String approvedBy, String expires) {
    return new ExceptionRecord(
        0,
        check,
        unit,
        "",
        "",
        "platform team",
        "the vendor's agent needs it",
        approvedBy,
        "RISK-7",
        LocalDate.parse(expires));
  }

  private List<ExceptionTable.Counted> all() {
    return log.database().read(ExceptionTable::all);
  }

  private static List<String> refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(DecisionRefused.class, call).problems();
  }
}
