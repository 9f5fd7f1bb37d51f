package io.attestream.collector.stamp;

import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.note.Checkpoint;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Stores a stamp and logs it. */
final class StampWork implements LogWork<StampEntry> {
  private final Checkpoint checkpoint;
  private final byte[] token;
  private final LogStatements statements;
  private final Clock clock;

  StampWork(Checkpoint checkpoint, byte[] token, LogStatements statements, Clock clock) {
    this.checkpoint = checkpoint;
    this.token = token;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public long bytes() {
    return token.length;
  }

  @Override
  public LogOutcome<StampEntry> run(Handle handle, long index) {
    Instant now = clock.instant();
    StampEntry entry = new StampEntry(checkpoint, Hash.sha256(token), now);
    handle
        .createUpdate(
            "INSERT INTO stamp (idx, size, checkpoint, token, at)"
                + " VALUES (:idx, :size, :checkpoint, :token, :at)")
        .bind("idx", index)
        .bind("size", checkpoint.size())
        .bind("checkpoint", checkpoint.text())
        .bind("token", token)
        .bind("at", now.toEpochMilli())
        .execute();
    return new LogOutcome.Append<>("stamp", statements.stamp(entry), entry);
  }
}
