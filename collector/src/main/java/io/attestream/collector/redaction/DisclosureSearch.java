package io.attestream.collector.redaction;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.attestream.collector.leaf.StoredDisclosure;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.leaf.DisclosedIdentity;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.protocol.v1.Put;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the disclosures of a resource in what came with the commits of its unit. Reads all of it, a
 * block of about 64 KiB at a time: erasure is rare, and nothing that it should find may be missed.
 */
final class DisclosureSearch {
  private final Erasure erasure;
  private final long unit;
  private final ResourceIdentity resource;

  /** Disclosed identities by their text: a unit's commits bring the same ones again and again. */
  private final Map<String, Boolean> known = new HashMap<>();

  private static final int MOST_KNOWN = 200_000;

  DisclosureSearch(Erasure erasure, long unit, ResourceIdentity resource) {
    this.erasure = erasure;
    this.unit = unit;
    this.resource = resource;
  }

  /** Those of commits after an entry of the log, in the order of the log. */
  List<Found> after(Connection connection, long index) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT b.idx, b.block, b.body FROM commit_entry e JOIN commit_block b ON b.idx = e.idx
            WHERE e.unit_id = ? AND e.idx > ? AND b.kind = 0 ORDER BY e.idx, b.block
            """)) {
      select.setLong(1, unit);
      select.setLong(2, index);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          block(row.getLong(1), row.getInt(2), row.getBytes(3), found);
        }
      }
    }
    return found;
  }

  private void block(long commit, int block, byte[] body, List<Found> found) throws SQLException {
    try {
      CodedInputStream in = CodedInputStream.newInstance(body);
      while (!in.isAtEnd()) {
        int length = in.readRawVarint32();
        int at = in.getTotalBytesRead();
        in.skipRawBytes(length);
        put(commit, block, body, at, length, found);
      }
    } catch (IOException | JsonException e) {
      throw new SQLException(
          "block " + block + " of commit " + commit + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void put(long commit, int block, byte[] body, int at, int length, List<Found> found)
      throws IOException {
    Put put = Put.parseFrom(CodedInputStream.newInstance(body, at, length));
    if (!isOfResource(put.getIdentity())) {
      return;
    }
    ResultLeaf leaf = ResultLeaf.parse(put.getLeaf().toByteArray());
    CodedInputStream in = CodedInputStream.newInstance(body, at, length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        in.skipField(tag);
        continue;
      }
      int bytes = in.readRawVarint32();
      int begin = at + in.getTotalBytesRead();
      in.skipRawBytes(bytes);
      boolean wanted =
          field == Put.IDENTITY_FIELD_NUMBER
              ? erasure.identity()
              : field == Put.EVIDENCE_FIELD_NUMBER
                  && erasure.evidence()
                  && (erasure.check().isEmpty() || erasure.check().equals(leaf.check()))
                  && !StoredDisclosure.erased(put.getEvidence());
      if (wanted) {
        boolean evidence = field == Put.EVIDENCE_FIELD_NUMBER;
        found.add(
            new Found(
                commit,
                block,
                begin,
                bytes,
                evidence ? leaf.sdEvidence() : leaf.sdIdentity(),
                evidence));
      }
    }
  }

  private boolean isOfResource(ByteString identity) {
    if (StoredDisclosure.erased(identity)) {
      return false;
    }
    String text = StoredDisclosure.text(identity);
    Boolean before = known.get(text);
    if (before != null) {
      return before;
    }
    boolean same =
        same(DisclosedIdentity.read(Disclosure.parse(Disclosure.IDENTITY, text).value()));
    if (known.size() < MOST_KNOWN) {
      known.put(text, same);
    }
    return same;
  }

  /** A resource is one by its type and id; its name may have changed. */
  private boolean same(ResourceIdentity other) {
    return other.type().equals(resource.type()) && other.id().equals(resource.id());
  }
}
