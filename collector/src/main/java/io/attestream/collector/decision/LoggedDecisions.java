package io.attestream.collector.decision;

import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.LogWork;
import io.attestream.collector.log.Sequencer;
import io.attestream.evidence.entry.DecisionEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Decisions through the log's only writer. */
public final class LoggedDecisions implements Decisions {
  private static final long LARGEST = 64 * 1024;

  private final Sequencer sequencer;
  private final LogStatements statements;
  private final Clock clock;
  private final Consumer<Set<String>> changed;

  /**
   * @param changed is told the controls whose grades a decision may change, once it is durable; must
   *     return at once
   */
  public LoggedDecisions(
      Sequencer sequencer, LogStatements statements, Clock clock, Consumer<Set<String>> changed) {
    this.sequencer = sequencer;
    this.statements = statements;
    this.clock = clock;
    this.changed = changed;
  }

  @Override
  public <R> R decide(String by, DecisionWork<R> work) {
    try {
      Decision<R> decision = sequencer.submit(new Work<>(by, work)).join().result();
      changed.accept(decision.controls());
      return decision.result();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  private final class Work<R> implements LogWork<Decision<R>> {
    private final String by;
    private final DecisionWork<R> work;

    Work(String by, DecisionWork<R> work) {
      this.by = by;
      this.work = work;
    }

    @Override
    public long bytes() {
      return LARGEST;
    }

    @Override
    public LogOutcome<Decision<R>> run(Handle handle, long index) {
      Instant now = clock.instant();
      Decision<R> decision = work.carryOut(handle, index, now);
      DecisionEntry entry =
          new DecisionEntry(decision.kind(), decision.about(), by, now, decision.content());
      return new LogOutcome.Append<>("decision", statements.decision(entry), decision);
    }
  }
}
