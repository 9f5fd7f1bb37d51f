package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a pinned pack, the checks that a commit was judged by, for re-performance. */
public final class PackReader {
  static final int MAX_CHECKS = 10_000;
  private static final JsonLimits LIMITS = new JsonLimits(32 << 20, 16, 2_000_000);

  private PackReader() {}

  /**
   * A pack as it was pinned.
   *
   * @param params values that the organisation gave to parameters, by check id and name
   */
  public record Pinned(Catalogue catalogue, Map<String, Map<String, Object>> params) {}

  /**
   * Reads the bytes of {@link Catalogue#pack(Map)}, strictly: any other bytes for the same checks
   * are refused, so that the digest of a pack stands for its content.
   *
   * @throws JsonException with the place of the mistake
   */
  public static Pinned read(byte[] pack) {
    JsonObject root = JsonObject.root(JsonReader.readCanonical(pack, LIMITS));
    if (root.integer("v", 1, 1) != 1) {
      throw root.fail("v", "unknown version");
    }
    Expressions expressions = new Expressions();
    List<Check> checks = new ArrayList<>();
    String previous = "";
    for (JsonObject json : root.objects("checks", MAX_CHECKS)) {
      Check check = CheckJson.read(json, expressions);
      if (check.id().compareTo(previous) <= 0) {
        throw json.fail("id", "'" + check.id() + "' is not after '" + previous + "'");
      }
      previous = check.id();
      checks.add(check);
    }
    Map<String, Map<String, Object>> params = new TreeMap<>();
    if (root.has("params")) {
      JsonObject byCheck = root.object("params");
      root.map("params").keySet().forEach(id -> params.put(id, byCheck.map(id)));
    }
    root.end();
    return new Pinned(new Catalogue(checks, expressions), params);
  }
}
