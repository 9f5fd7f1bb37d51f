package io.attestream.collector.scope;

import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.entry.ScopeEntry.RequiredAgent;
import io.attestream.evidence.intoto.Statement;
import io.attestream.evidence.json.JsonException;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Appends a scope that its owner signed. The first one fixes the owner's key for this log; the collector
 * cannot know whose it is, a verifier with {@code --owner-key} does.
 */
final class ScopeWork implements LogWork<ScopeEntry> {
  private final byte[] envelope;
  private final ScopeEntry scope;

  /**
   * Reads the scope and checks its signature.
   *
   * @param envelope canonical bytes
   * @throws ScopeRefusal when it is not a scope of this log, signed by the key that it names
   */
  ScopeWork(byte[] envelope, String origin) {
    this.envelope = envelope;
    try {
      Envelope signed = Envelope.parse(envelope);
      scope = ScopeEntry.parse(Statement.parse(signed.payload()));
      if (!Dsse.verify(signed, scope.owner())) {
        throw new ScopeRefusal(
            "it is not signed by the key " + scope.owner().keyId() + " that it names");
      }
    } catch (JsonException e) {
      throw new ScopeRefusal("it is no signed scope: " + e.getMessage());
    }
    if (!scope.origin().equals(origin)) {
      throw new ScopeRefusal("it is for log " + scope.origin() + ", this is " + origin);
    }
  }

  @Override
  public long bytes() {
    return envelope.length;
  }

  @Override
  public LogOutcome<ScopeEntry> run(Handle handle, long index) {
    Optional<byte[]> owner =
        handle
            .createQuery("SELECT owner_key FROM owner_scope ORDER BY serial LIMIT 1")
            .mapTo(byte[].class)
            .findOne();
    if (owner.isPresent() && !Arrays.equals(owner.get(), scope.owner().raw())) {
      throw new ScopeRefusal(
          "it is signed by key " + scope.owner().keyId() + ", the scopes before by another");
    }
    long last =
        handle
            .createQuery("SELECT coalesce(max(serial), 0) FROM owner_scope")
            .mapTo(Long.class)
            .one();
    if (scope.serial() <= last) {
      throw new ScopeRefusal(
          "its serial is " + scope.serial() + ", the log holds " + last + " already");
    }
    insert(handle, index);
    return new LogOutcome.Append<>("scope", envelope, scope);
  }

  private void insert(Handle handle, long index) {
    handle
        .createUpdate(
            "INSERT INTO owner_scope (serial, idx, owner_key, valid_from)"
                + " VALUES (:serial, :index, :key, :from)")
        .bind("serial", scope.serial())
        .bind("index", index)
        .bind("key", scope.owner().raw())
        .bind("from", scope.from().toEpochMilli())
        .execute();
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO owner_scope_unit (serial, agent, unit, longest)"
                + " VALUES (:serial, :agent, :unit, :longest)")) {
      for (RequiredAgent required : scope.agents()) {
        for (String unit : required.units()) {
          batch
              .bind("serial", scope.serial())
              .bind("agent", required.agent())
              .bind("unit", unit)
              .bind("longest", required.longestInterval().toSeconds())
              .add();
        }
      }
      batch.execute();
    }
  }
}
