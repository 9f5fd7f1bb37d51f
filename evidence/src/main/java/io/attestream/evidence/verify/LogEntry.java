package io.attestream.evidence.verify;

import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.EnrolEntry;
import io.attestream.evidence.entry.LogStartEntry;
import io.attestream.evidence.entry.RedactionEntry;
import io.attestream.evidence.entry.RevokeEntry;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;

/** A log entry as it was read; its signature is not verified yet. */
record LogEntry(byte[] bytes, Envelope envelope, String predicateType, Content content) {

  /** What an entry says. Kinds without a record of their own are {@link Other}. */
  sealed interface Content {
    record Commit(Manifest manifest) implements Content {}

    record Enrol(EnrolEntry entry) implements Content {}

    record Revoke(RevokeEntry entry) implements Content {}

    record Rotate(RotateEntry entry) implements Content {}

    record LogStart(LogStartEntry entry) implements Content {}

    record Scope(ScopeEntry entry) implements Content {}

    record Stamp(StampEntry entry) implements Content {}

    record Redaction(RedactionEntry entry) implements Content {}

    record Other() implements Content {}
  }

  /**
   * Reads an entry.
   *
   * @throws JsonException with the place in it
   */
  static LogEntry parse(byte[] bytes) {
    Envelope envelope = Envelope.parse(bytes);
    if (!envelope.payloadType().equals(Statement.PAYLOAD_TYPE)) {
      throw new JsonException("$.payloadType", "expected " + Statement.PAYLOAD_TYPE);
    }
    Statement statement = Statement.parse(envelope.payload());
    Content content =
        switch (statement.predicateType()) {
          case ManifestCodec.PREDICATE_TYPE -> new Content.Commit(ManifestCodec.parse(statement));
          case EnrolEntry.PREDICATE_TYPE -> new Content.Enrol(EnrolEntry.parse(statement));
          case RevokeEntry.PREDICATE_TYPE -> new Content.Revoke(RevokeEntry.parse(statement));
          case RotateEntry.PREDICATE_TYPE -> new Content.Rotate(RotateEntry.parse(statement));
          case LogStartEntry.PREDICATE_TYPE -> new Content.LogStart(LogStartEntry.parse(statement));
          case ScopeEntry.PREDICATE_TYPE -> new Content.Scope(ScopeEntry.parse(statement));
          case StampEntry.PREDICATE_TYPE -> new Content.Stamp(StampEntry.parse(statement));
          case RedactionEntry.PREDICATE_TYPE ->
              new Content.Redaction(RedactionEntry.parse(statement));
          default -> new Content.Other();
        };
    return new LogEntry(bytes, envelope, statement.predicateType(), content);
  }

  /** What the agent's next manifest names as {@code prev}. */
  Hash digest() {
    return Hash.sha256(bytes);
  }

  boolean signedBy(Ed25519PublicKey key) {
    return Dsse.verify(envelope, key);
  }
}
