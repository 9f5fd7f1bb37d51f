package io.attestream.evidence.entry;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.util.Base64;

/** The members that enrolment and revocation share. */
final class AgentKeys {
  private AgentKeys() {}

  static JsonObject predicate(Statement statement, String predicateType) {
    if (!statement.predicateType().equals(predicateType)) {
      throw new JsonException("$.predicateType", "expected " + predicateType);
    }
    return JsonObject.of("$.predicate", statement.predicate());
  }

  static Hash digest(Ed25519PublicKey key) {
    return Hash.sha256(key.raw());
  }

  static String text(Ed25519PublicKey key) {
    return Base64.getEncoder().encodeToString(key.raw());
  }

  static Ed25519PublicKey key(JsonObject predicate) {
    Ed25519PublicKey key;
    try {
      key = Ed25519PublicKey.ofRaw(Base64.getDecoder().decode(predicate.string("publicKey", 44)));
    } catch (IllegalArgumentException e) {
      throw predicate.fail("publicKey", "expected base64 of an Ed25519 public key");
    }
    if (!predicate.string("keyId", 64).equals(key.keyId())) {
      throw predicate.fail("keyId", "is not the id of publicKey");
    }
    return key;
  }
}
