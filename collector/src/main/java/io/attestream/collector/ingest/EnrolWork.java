package io.attestream.collector.ingest;

import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.Reject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Registers an agent's key: uses the token up, adds the row, and logs the enrolment. */
final class EnrolWork implements LogWork<Ed25519PublicKey> {
  private static final Pattern NAME = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,64}");

  private final EnrolRequest request;
  private final Ed25519PublicKey key;
  private final EnrolmentTokens tokens;
  private final LogStatements statements;
  private final Clock clock;
  private final Agents agents = new Agents();

  /**
   * Checks the request's form and the proof of possession.
   *
   * @throws CommitRefusal MALFORMED or UNAUTHENTICATED
   */
  EnrolWork(EnrolRequest request, EnrolmentTokens tokens, LogStatements statements, Clock clock) {
    this.request = request;
    this.tokens = tokens;
    this.statements = statements;
    this.clock = clock;
    if (!NAME.matcher(request.getName()).matches()) {
      throw CommitRefusal.malformed("name must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
    if (request.getAgentVersion().length() > 64 || request.getToken().length() > 200) {
      throw CommitRefusal.malformed("agent_version or token is too long");
    }
    try {
      key = Ed25519PublicKey.ofRaw(request.getPublicKey().toByteArray());
    } catch (IllegalArgumentException e) {
      throw CommitRefusal.malformed("public_key: " + e.getMessage());
    }
    String signed = "attestream-enrol-v1\n" + request.getToken() + "\n" + request.getName() + "\n";
    if (!key.verify(
        signed.getBytes(StandardCharsets.UTF_8), request.getSignature().toByteArray())) {
      throw new CommitRefusal(
          Reject.Code.UNAUTHENTICATED, "the signature is not by the key that enrols");
    }
  }

  @Override
  public long bytes() {
    return 1024;
  }

  @Override
  public LogOutcome<Ed25519PublicKey> run(Handle handle, long index) {
    String name = request.getName();
    Instant now = clock.instant();
    if (!tokens.redeem(handle, request.getToken(), name)) {
      return again(handle);
    }
    boolean added =
        agents.add(handle, name, key.raw(), key.keyId(), request.getAgentVersion(), now);
    if (!added) {
      throw CommitRefusal.malformed(
          "an agent with the name " + name + " or with this key is enrolled already");
    }
    return new LogOutcome.Append<>("enrol", statements.enrol(name, key, now), key);
  }

  /** An agent whose answer was lost asks again with the token that it used up. */
  private LogOutcome<Ed25519PublicKey> again(Handle handle) {
    Optional<Agent> agent = agents.find(handle, request.getName());
    boolean same =
        agent.isPresent()
            && !agent.get().revoked()
            && Ed25519PublicKey.ofRaw(agent.get().publicKey()).equals(key)
            && tokens.usedBy(handle, request.getToken(), request.getName());
    if (!same) {
      throw new CommitRefusal(
          Reject.Code.UNAUTHENTICATED, "the token is unknown, used up or too old");
    }
    return new LogOutcome.Nothing<>(key);
  }
}
