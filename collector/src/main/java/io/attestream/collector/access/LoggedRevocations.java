package io.attestream.collector.access;

import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.Sequencer;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Revocations through the log's sequencer. */
public final class LoggedRevocations implements Revocations {
  private final Sequencer sequencer;
  private final LogStatements statements;
  private final Clock clock;

  public LoggedRevocations(Sequencer sequencer, LogStatements statements, Clock clock) {
    this.sequencer = sequencer;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public Ed25519PublicKey revoke(String agent, Optional<Instant> compromisedSince) {
    try {
      return sequencer
          .submit(new RevokeWork(agent, compromisedSince, statements, clock))
          .join()
          .result();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RevocationRefusal refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
