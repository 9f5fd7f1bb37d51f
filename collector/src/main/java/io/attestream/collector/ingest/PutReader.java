package io.attestream.collector.ingest;

import com.google.protobuf.ByteString;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedEvidence;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.protocol.v1.Put;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads puts strictly: leaf, both disclosures, and that they belong together and to the unit. */
final class PutReader {
  private PutReader() {}

  /**
   * Reads one put.
   *
   * @param unit id of the scope unit that the commit is over
   * @param place where the put stands, for messages: {@code part 3, put 17}
   * @throws CommitRefusal MALFORMED, naming the place
   */
  static StagedPut read(Put put, String unit, String place) {
    try {
      byte[] leafBytes = put.getLeaf().toByteArray();
      ResultLeaf leaf = ResultLeaf.parse(leafBytes);
      String identityText = ascii(put.getIdentity());
      String evidenceText = ascii(put.getEvidence());
      if (!Disclosure.digest(identityText).equals(leaf.sdIdentity())) {
        throw CommitRefusal.malformed(place + ": the identity is not the one of the leaf's digest");
      }
      if (!Disclosure.digest(evidenceText).equals(leaf.sdEvidence())) {
        throw CommitRefusal.malformed(place + ": the evidence is not the one of the leaf's digest");
      }
      ResourceIdentity resource =
          DisclosedIdentity.read(Disclosure.parse(Disclosure.IDENTITY, identityText).value());
      if (!resource.unit().equals(unit)) {
        throw CommitRefusal.malformed(
            place + ": the resource is of unit " + resource.unit() + ", the commit over " + unit);
      }
      return new StagedPut(leaf, resource, reason(leaf, evidenceText, place), leafBytes, put);
    } catch (JsonException e) {
      throw CommitRefusal.malformed(place + ": " + e.getMessage());
    }
  }

  private static @Nullable UnknownReason reason(ResultLeaf leaf, String evidence, String place) {
    DisclosedEvidence disclosed =
        DisclosedEvidence.read(Disclosure.parse(Disclosure.EVIDENCE, evidence).value());
    if ((leaf.status() == Status.UNKNOWN) != disclosed.reason().isPresent()) {
      throw CommitRefusal.malformed(
          place + ": a reason goes with the status unknown and with nothing else");
    }
    return disclosed.unknownReason();
  }

  /**
   * Reads the key of a del.
   *
   * @throws CommitRefusal MALFORMED, naming the place
   */
  static LeafKey key(ByteString del, String place) {
    if (del.size() != LeafKey.LENGTH) {
      throw CommitRefusal.malformed(
          place + ": a key has " + LeafKey.LENGTH + " bytes, not " + del.size());
    }
    return LeafKey.of(del.toByteArray());
  }

  private static String ascii(ByteString text) {
    return text.toString(StandardCharsets.ISO_8859_1);
  }
}
