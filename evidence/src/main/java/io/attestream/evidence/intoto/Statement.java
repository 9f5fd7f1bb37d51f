package io.attestream.evidence.intoto;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import java.util.List;
import java.util.Map;

/**
 * An in-toto Statement v1 (in-toto Attestation Framework, spec/v1/statement.md) with one subject, as
 * canonical JSON.
 *
 * @param subjectName what the digest is of
 * @param subject SHA-256 of the subject
 * @param predicateType URI of the predicate's form
 * @param predicate plain JSON values
 */
public record Statement(
    String subjectName, Hash subject, String predicateType, Map<String, Object> predicate) {
  /** The DSSE payload type of a statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final JsonLimits LIMITS = new JsonLimits(65_535, 16, 20_000);

  public byte[] bytes() {
    return CanonicalJson.bytes(
        Map.of(
            "_type", TYPE,
            "predicate", predicate,
            "predicateType", predicateType,
            "subject",
                List.of(Map.of("digest", Map.of("sha256", subject.hex()), "name", subjectName))));
  }

  /**
   * Reads a statement of at most 65,535 bytes.
   *
   * @throws JsonException with the place
   */
  public static Statement parse(byte[] bytes) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(bytes, LIMITS));
    root.constant("_type", TYPE);
    String predicateType = root.string("predicateType", 200);
    Map<String, Object> predicate = root.map("predicate");
    List<JsonObject> subjects = root.objects("subject", 1);
    if (subjects.isEmpty()) {
      throw root.fail("subject", "no subject");
    }
    JsonObject subject = subjects.get(0);
    String name = subject.string("name", 1000);
    JsonObject digest = subject.object("digest");
    Hash sha256 = Digests.hash(digest, "sha256");
    digest.end();
    subject.end();
    root.end();
    return new Statement(name, sha256, predicateType, predicate);
  }
}
