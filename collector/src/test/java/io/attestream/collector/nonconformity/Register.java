package io.attestream.collector.nonconformity;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.collector.control.ControlBoard;
import io.attestream.collector.control.Estate;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.ingest.CommitFacts;
import io.attestream.collector.ingest.CommitListener;
import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.nonconformity.Step.Told;
import io.attestream.collector.testing.MutableClock;
import io.attestream.collector.testing.TestDecisions;
import io.attestream.collector.testing.TestTurns;
import io.attestream.evidence.model.Status;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;

/** A register over a real log, with a scope unit whose results are graded; ada and bob may decide. */
final class Register implements AutoCloseable {
  static final String CHECK = "k8s.workload.not-privileged";

  private final MutableClock clock = MutableClock.at("2026-11-01T08:00:00Z");
  private final TestDecisions log;
  private final ControlBoard board;
  private final Estate estate;
  private final NonconformityRegister register;
  private final NonconformityWatch watch;
  private final Proposal proposals =
      new Proposal(CatalogueLoader.bundled(), ControlRegistry.bundled());

  Register(Path directory) {
    log = new TestDecisions(directory, clock);
    board =
        new ControlBoard(
            log.database(),
            CatalogueLoader.bundled(),
            ControlRegistry.bundled(),
            new LiveEvents(),
            TestTurns.untold(),
            clock);
    register =
        new NonconformityRegister(
            CatalogueLoader.bundled(), ControlRegistry.bundled(), log.decisions());
    watch = new NonconformityWatch(log.database(), register, log.decisions(), clock);
    estate = new Estate(log.database(), new Both(board, watch), clock);
    for (String name : List.of("ada", "bob")) {
      log.database()
          .change(
              handle ->
                  handle.execute(
                      "INSERT INTO app_user (name, password_hash, role, created_at)"
                          + " VALUES (?, '', 'manager', 0)",
                      name));
    }
  }

  MutableClock clock() {
    return clock;
  }

  TestDecisions log() {
    return log;
  }

  Estate estate() {
    return estate;
  }

  NonconformityRegister register() {
    return register;
  }

  /** Lets time pass with one commit at its end, then grades everything. */
  void regradeAfter(Duration time) {
    clock.advance(time);
    estate.heartbeat();
    regrade();
  }

  void regrade() {
    board.decided(Set.of("8.18"));
    try {
      board.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Nonconformity entry(long id) {
    return log.database().read(handle -> NonconformityTable.find(handle, id)).orElseThrow();
  }

  List<Failure> failures(long id) {
    return log.database().read(handle -> NonconformityTable.failures(handle, id));
  }

  List<Entry> entries(long id) {
    return log.database().read(handle -> EntryTable.of(handle, id));
  }

  Draft proposed(String control) {
    return log.database().read(handle -> proposals.ofControl(handle, control)).orElseThrow();
  }

  Optional<Draft> proposedOn(long finding) {
    return log.database().read(handle -> proposals.ofFinding(handle, finding));
  }

  Draft owned(Draft draft) {
    return new Draft(
        draft.kind(),
        draft.requirement(),
        draft.source(),
        draft.statement(),
        draft.evidence(),
        "platform team",
        draft.finding(),
        draft.scope());
  }

  Draft byHand(Kind kind, String requirement, Source source, String evidence) {
    return new Draft(
        kind,
        new Requirement(requirement),
        source,
        "What is not met",
        evidence,
        "platform team",
        0,
        List.of());
  }

  Step plan() {
    return new Step.Plan(
        List.of(new Step.Plan.Action("a policy", "ada", Clocks.day(clock.instant()).plusDays(20))));
  }

  /** Everything before verification, done by ada and accepted by bob. */
  void upToImplemented(long id) {
    if (entry(id).stage() == Stage.OPEN) {
      register.step("ada", id, new Told(StepKind.CORRECTION, "corrected"));
    }
    register.step("ada", id, new Step.Cause("five whys", "no default", "missing default"));
    register.step("ada", id, plan());
    register.step("bob", id, new Told(StepKind.PLAN_ACCEPTANCE, "good"));
    register.step("ada", id, new Step.Implementation("merged", "https://example.test/1"));
  }

  List<String> refusal(ThrowingCallable call) {
    return catchThrowableOfType(DecisionRefused.class, call).problems();
  }

  /** Opens what the product proposes for the control of {@link #CHECK}. */
  long opened() {
    return register.open("ada", owned(proposed("8.18")));
  }

  /** Takes it through verification by bob with a window of 30 days. */
  void upToVerifying(long id) {
    upToImplemented(id);
    register.step("bob", id, new Step.Verification("saw it", 30));
  }

  /** A failure that no watch hears of. */
  void failUnseen(int resource) {
    new Estate(log.database(), board, clock).commit(CHECK, resource, Status.FAIL);
  }

  NonconformityWatch newWatch() {
    return new NonconformityWatch(log.database(), register, log.decisions(), clock);
  }

  NonconformityWatch watch() {
    return watch;
  }

  /** Waits until the watch has looked at what was committed. */
  void settle() {
    try {
      watch.settle();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The rules that fired for the control of {@link #CHECK}. */
  String rules() {
    return text("SELECT COALESCE(MAX(detail), '') FROM grade WHERE control = '8.18'");
  }

  String text(String sql) {
    return log.database().read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private record Both(CommitListener first, CommitListener second) implements CommitListener {
    @Override
    public void applied(Handle handle, CommitFacts commit) throws SQLException {
      first.applied(handle, commit);
      second.applied(handle, commit);
    }

    @Override
    public void committed() {
      first.committed();
      second.committed();
    }
  }

  @Override
  public void close() {
    watch.close();
    board.close();
    log.close();
  }
}
