package io.attestream.collector.testing;

import com.google.protobuf.ByteString;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import io.attestream.protocol.v1.Put;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a test agent knows of one scope unit: leaves as they stand, and what changed since a commit. */
public final class TestUnit {
  private static final byte[] SCOPE_KEY =
      "scope-key-of-the-tests-32-bytes!".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SALT_KEY =
      "salt-key-of-the-tests--32-bytes!".getBytes(StandardCharsets.US_ASCII);

  private final ScopeUnit unit;
  private final TreeMap<LeafKey, Put> leaves = new TreeMap<>();
  private final TreeMap<LeafKey, Put> put = new TreeMap<>();
  private final List<LeafKey> del = new ArrayList<>();

  public TestUnit(String id) {
    this.unit = new ScopeUnit(id);
  }

  public ScopeUnit id() {
    return unit;
  }

  public int size() {
    return leaves.size();
  }

  /** Judges a resource: adds or replaces the leaf. */
  public TestUnit set(String check, String resource, Status status, Instant since) {
    return set(check, resource, status, since, "value of " + resource);
  }

  /** As above with a text in the evidence. */
  public TestUnit set(
      String check, String resource, Status status, Instant since, String observed) {
    String type = check.substring(0, check.lastIndexOf('.'));
    ResourceIdentity identity =
        new ResourceIdentity(unit.id(), type, resource, "name of " + resource);
    LeafKey key = LeafKey.of(SCOPE_KEY, check, identity);
    Verdict verdict =
        status == Status.UNKNOWN
            ? Verdict.unknown(UnknownReason.ACCESS_DENIED, "s3:GetBucketPolicy")
            : new Verdict(status, null, "");
    Disclosure sdIdentity =
        Disclosure.of(SALT_KEY, key, Disclosure.IDENTITY, DisclosedIdentity.value(identity));
    Disclosure sdEvidence =
        Disclosure.of(
            SALT_KEY,
            key,
            Disclosure.EVIDENCE,
            DisclosedEvidence.value(
                new Observation(Map.of("value", observed), List.of()), verdict));
    ResultLeaf leaf =
        new ResultLeaf(key, check, 1, status, since, sdIdentity.digest(), sdEvidence.digest());
    Put made =
        Put.newBuilder()
            .setLeaf(ByteString.copyFrom(leaf.bytes()))
            .setIdentity(ByteString.copyFromUtf8(sdIdentity.text()))
            .setEvidence(ByteString.copyFromUtf8(sdEvidence.text()))
            .build();
    Put before = leaves.put(key, made);
    if (!made.equals(before)) {
      put.put(key, made);
      del.remove(key);
    }
    return this;
  }

  public TestUnit remove(String check, String resource) {
    String type = check.substring(0, check.lastIndexOf('.'));
    LeafKey key =
        LeafKey.of(
            SCOPE_KEY,
            check,
            new ResourceIdentity(unit.id(), type, resource, "name of " + resource));
    if (leaves.remove(key) != null) {
      put.remove(key);
      del.add(key);
    }
    return this;
  }

  LeafSetDigest.Result digest() {
    LeafSetDigest digest = new LeafSetDigest();
    leaves.forEach(
        (key, made) -> {
          byte[] bytes = made.getLeaf().toByteArray();
          digest.add(key, ResultLeaf.parse(bytes).status(), bytes);
        });
    return digest.finish();
  }

  public List<Put> all() {
    return List.copyOf(leaves.values());
  }

  List<Put> puts() {
    return List.copyOf(put.values());
  }

  List<ByteString> dels() {
    return del.stream().map(key -> ByteString.copyFrom(key.bytes())).toList();
  }

  /** The next delta starts here. */
  void committed() {
    put.clear();
    del.clear();
  }
}
