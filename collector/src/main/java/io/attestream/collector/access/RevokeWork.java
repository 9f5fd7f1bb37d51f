package io.attestream.collector.access;

import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Takes an agent's key out of use and logs it. */
final class RevokeWork implements LogWork<Ed25519PublicKey> {
  private static final long BYTES = 1024;

  private final String id;
  private final Optional<Instant> compromisedSince;
  private final LogStatements statements;
  private final Clock clock;
  private final Agents agents = new Agents();

  RevokeWork(String id, Optional<Instant> compromisedSince, LogStatements statements, Clock clock) {
    this.id = id;
    this.compromisedSince = compromisedSince;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public long bytes() {
    return BYTES;
  }

  @Override
  public LogOutcome<Ed25519PublicKey> run(Handle handle, long index) {
    Agent agent =
        agents.find(handle, id).orElseThrow(() -> new RevocationRefusal("there is no agent " + id));
    if (agent.revoked()) {
      throw new RevocationRefusal("agent " + id + " is revoked already");
    }
    Instant now = clock.instant();
    if (compromisedSince.map(since -> since.isAfter(now)).orElse(false)) {
      throw new RevocationRefusal("compromisedSince is in the future");
    }
    Ed25519PublicKey key = Ed25519PublicKey.ofRaw(agent.publicKey());
    agents.revoke(handle, id, now);
    return new LogOutcome.Append<>(
        "revoke", statements.revoke(id, key, now, compromisedSince.orElse(null)), key);
  }
}
