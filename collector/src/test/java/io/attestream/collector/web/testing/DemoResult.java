package io.attestream.collector.web.testing;

import com.google.protobuf.ByteString;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.collector.leaf.LeafBlock;
import io.attestream.collector.leaf.Place;
import io.attestream.collector.leaf.StandingLeaf;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.protocol.v1.Put;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One result with a real leaf and real disclosures. */
record DemoResult(
    Check check,
    int unit,
    ResourceIdentity resource,
    Status status,
    Instant since,
    Observation evidence) {
  private static final byte[] SECRET = new byte[32];
  private static final List<String> NAMES =
      List.of(
          "payments",
          "reports",
          "web",
          "archive",
          "billing",
          "search",
          "staging",
          "audit",
          "orders");

  static DemoResult of(
      Check check,
      String unit,
      int unitId,
      int number,
      Status status,
      Instant since,
      CheckCase example) {
    String name = NAMES.get(number % NAMES.size());
    String type = check.resource();
    String id =
        type.startsWith("aws.")
            ? "arn:aws:"
                + type.split("\\.")[1]
                + "::123456789012:"
                + type.substring(type.lastIndexOf('.') + 1)
                + "/"
                + name
            : "apps/v1/" + type.substring(type.lastIndexOf('.') + 1) + "/shop/" + name;
    List<BlindSpot> blind =
        status == Status.UNKNOWN && example.blind().isEmpty()
            ? List.of(
                new BlindSpot("", UnknownReason.ACCESS_DENIED, "service:Describe", "AccessDenied"))
            : example.blind();
    return new DemoResult(
        check,
        unitId,
        new ResourceIdentity(unit, type, id, name),
        status,
        since,
        new Observation(example.resource(), blind));
  }

  void insert(Handle handle, long commit) {
    Verdict verdict =
        switch (status) {
          case PASS -> Verdict.PASS;
          case FAIL -> Verdict.FAIL;
          case NOT_APPLICABLE -> Verdict.NOT_APPLICABLE;
          case UNKNOWN -> Verdict.unknown(UnknownReason.ACCESS_DENIED, "AccessDenied");
        };
    LeafKey key = LeafKey.of(SECRET, check.id(), resource);
    Disclosure identity =
        Disclosure.of(SECRET, key, Disclosure.IDENTITY, DisclosedIdentity.value(resource));
    Disclosure observed =
        Disclosure.of(SECRET, key, Disclosure.EVIDENCE, DisclosedEvidence.value(evidence, verdict));
    ResultLeaf leaf =
        new ResultLeaf(
            key, check.id(), check.version(), status, since, identity.digest(), observed.digest());
    byte[] put =
        Put.newBuilder()
            .setLeaf(ByteString.copyFrom(leaf.bytes()))
            .setIdentity(ByteString.copyFromUtf8(identity.text()))
            .setEvidence(ByteString.copyFromUtf8(observed.text()))
            .build()
            .toByteArray();
    int block = block(handle, put);
    long checkRef = checkRef(handle);
    long resourceId = resourceId(handle);
    handle
        .createUpdate(
            "INSERT INTO result (unit_id, leaf_key, check_ref, resource_id, status, reason, since,"
                + " added) VALUES (:unit, :key, :check, :resource, :status, :reason, :since, :added)")
        .bind("unit", unit)
        .bind("key", key.bytes())
        .bind("check", checkRef)
        .bind("resource", resourceId)
        .bind("status", status.ordinal())
        .bind("reason", status == Status.UNKNOWN ? "ACCESS_DENIED" : null)
        .bind("since", since.toEpochMilli())
        .bind("added", unit)
        .execute();
    StandingLeaf standing =
        new StandingLeaf(
            key,
            checkRef,
            resourceId,
            status,
            status == Status.UNKNOWN ? UnknownReason.ACCESS_DENIED : null,
            since.toEpochMilli(),
            new Place(unit, block, 0, put.length),
            leaf.bytes());
    handle
        .createUpdate(
            "INSERT INTO leaf_block (unit_id, first_key, body) VALUES (:unit, :key, :body)")
        .bind("unit", unit)
        .bind("key", key.bytes())
        .bind("body", LeafBlock.write(List.of(standing)))
        .execute();
    if (status == Status.FAIL) {
      handle
          .createUpdate(
              "INSERT INTO finding (unit_id, leaf_key, check_id, resource_id, severity, opened_at)"
                  + " VALUES (:unit, :key, :check, :resource, :severity, :at)")
          .bind("unit", unit)
          .bind("key", key.bytes())
          .bind("check", check.id())
          .bind("resource", resourceId)
          .bind("severity", check.severity().name())
          .bind("at", since.toEpochMilli())
          .execute();
    }
  }

  /** A block of its own for the put: without its length before it, so that it begins at 0. */
  private int block(Handle handle, byte[] put) {
    return handle
        .createQuery(
            "INSERT INTO commit_block (idx, block, kind, body) SELECT :idx, COUNT(*), 0, :body"
                + " FROM commit_block WHERE idx = :idx RETURNING block")
        .bind("idx", unit)
        .bind("body", put)
        .mapTo(Integer.class)
        .one();
  }

  private long checkRef(Handle handle) {
    handle.execute(
        "INSERT OR IGNORE INTO check_ref (check_id, version) VALUES (?, ?)",
        check.id(),
        check.version());
    return handle
        .createQuery("SELECT id FROM check_ref WHERE check_id = :id AND version = :version")
        .bind("id", check.id())
        .bind("version", check.version())
        .mapTo(Long.class)
        .one();
  }

  private long resourceId(Handle handle) {
    handle.execute(
        "INSERT OR IGNORE INTO resource (unit_id, type, rid, name) VALUES (?, ?, ?, ?)",
        unit,
        resource.type(),
        resource.id(),
        resource.name());
    return handle
        .createQuery(
            "SELECT id FROM resource WHERE unit_id = :unit AND type = :type AND rid = :rid")
        .bind("unit", unit)
        .bind("type", resource.type())
        .bind("rid", resource.id())
        .mapTo(Long.class)
        .one();
  }
}
