package io.attestream.collector.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An enrolled agent.
 *
 * @param publicKey raw Ed25519 public key, 32 bytes
 * @param keyId hex of the first 8 bytes of SHA-256 over it
 * @param lastSeq sequence number of its newest commit, 0 when none
 * @param lastEpoch epoch of that commit, 0 when none
 * @param lastSeen size of the log that it signed as verified in that commit
 * @param lastEnvelope SHA-256 of that commit's envelope
 * @param nextBy when it promised its next commit
 */
public record Agent(
    String id,
    byte[] publicKey,
    String keyId,
    String version,
    Instant enrolledAt,
    Optional<Instant> revokedAt,
    long lastSeq,
    long lastEpoch,
    long lastSeen,
    Optional<byte[]> lastEnvelope,
    Optional<Instant> lastCommitAt,
    Optional<Instant> nextBy) {

  public boolean revoked() {
    return revokedAt.isPresent();
  }

  @Override
  public String toString() {
    return "agent " + id + " (key " + keyId + ")";
  }
}
