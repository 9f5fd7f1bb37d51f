package io.attestream.evidence.verify;

import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which keys may sign for which agent at the place in the log that has been reached. */
final class KeyRing {
  private final Map<String, Map<String, Ed25519PublicKey>> valid = new HashMap<>();
  private final Map<String, Set<Ed25519PublicKey>> ever = new HashMap<>();

  void enrol(EnrolEntry entry) {
    valid
        .computeIfAbsent(entry.agent(), agent -> new HashMap<>())
        .put(entry.publicKey().keyId(), entry.publicKey());
    ever.computeIfAbsent(entry.agent(), agent -> new HashSet<>()).add(entry.publicKey());
  }

  /** False when the agent had no such key. */
  boolean revoke(RevokeEntry entry) {
    return valid
        .getOrDefault(entry.agent(), new HashMap<>())
        .remove(entry.publicKey().keyId(), entry.publicKey());
  }

  /** False when the old key may not sign for the agent. */
  boolean rotate(RotateEntry entry) {
    Map<String, Ed25519PublicKey> keys = valid.getOrDefault(entry.agent(), new HashMap<>());
    boolean held = keys.remove(entry.oldKey().keyId(), entry.oldKey());
    if (held) {
      keys.put(entry.newKey().keyId(), entry.newKey());
      ever.computeIfAbsent(entry.agent(), agent -> new HashSet<>()).add(entry.newKey());
    }
    return held;
  }

  boolean knows(String agent) {
    return ever.containsKey(agent);
  }

  /** A key that is enrolled and not revoked. */
  Optional<Ed25519PublicKey> key(String agent, String keyId) {
    return Optional.ofNullable(valid.getOrDefault(agent, Map.of()).get(keyId));
  }

  /** Whether the agent ever had a key with this PEM text. */
  boolean everHad(String agent, String pem) {
    return ever.getOrDefault(agent, Set.of()).stream().anyMatch(key -> key.pem().equals(pem));
  }
}
