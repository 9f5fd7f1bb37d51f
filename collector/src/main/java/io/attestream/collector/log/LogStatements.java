package io.attestream.collector.log;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.Rfc3339;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Entries that the collector itself makes: DSSE envelopes signed by the log's key. */
public final class LogStatements {
  public static final String LOG_START = "https://attestream.io/log-start/v1";
  public static final String ENROL = "https://attestream.io/enrol/v1";

  private final String origin;
  private final Ed25519Key key;

  LogStatements(String origin, Ed25519Key key) {
    this.origin = origin;
    this.key = key;
  }

  /** The first entry: names the log. */
  byte[] logStart(Instant at) {
    return sign(
        origin,
        Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)),
        LOG_START,
        Map.of("origin", origin, "at", Rfc3339.format(at)));
  }

  /** A key becomes the key of an agent, from this entry on. */
  public byte[] enrol(String agent, Ed25519PublicKey agentKey, Instant at) {
    return sign(
        agent,
        Hash.sha256(agentKey.raw()),
        ENROL,
        Map.of(
            "agent", agent,
            "keyId", agentKey.keyId(),
            "publicKey", Base64.getEncoder().encodeToString(agentKey.raw()),
            "at", Rfc3339.format(at)));
  }

  private byte[] sign(
      String subjectName, Hash subject, String predicateType, Map<String, Object> predicate) {
    byte[] statement = new Statement(subjectName, subject, predicateType, predicate).bytes();
    Envelope envelope = Dsse.sign(Statement.PAYLOAD_TYPE, statement, key);
    return envelope.bytes();
  }
}
