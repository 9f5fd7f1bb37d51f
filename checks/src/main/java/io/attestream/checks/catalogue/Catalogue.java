package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks in use, sorted by id. Immutable. */
public final class Catalogue {
  private final Map<String, Check> byId = new LinkedHashMap<>();
  private final Map<String, List<Check>> byType = new LinkedHashMap<>();
  private final Expressions expressions;
  private final byte[] pack;
  private final String digest;

  /**
   * @throws IllegalArgumentException when two checks have the same id
   */
  public Catalogue(Collection<Check> checks) {
    this(checks, new Expressions());
  }

  /** A catalogue whose checks were compiled by these expressions already. */
  Catalogue(Collection<Check> checks, Expressions expressions) {
    this.expressions = expressions;
    List<Check> sorted = new ArrayList<>(checks);
    sorted.sort(Comparator.comparing(Check::id));
    for (Check check : sorted) {
      if (byId.put(check.id(), check) != null) {
        throw new IllegalArgumentException("check " + check.id() + " is there twice");
      }
      byType.computeIfAbsent(check.resource(), type -> new ArrayList<>()).add(check);
    }
    byType.replaceAll((type, list) -> List.copyOf(list));
    pack = pack(Map.of());
    digest = Hash.sha256(pack).hex();
  }

  /** What its expressions are compiled with; it knows them all when files or a pack were read. */
  public Expressions expressions() {
    return expressions;
  }

  /** All checks, by id. */
  public List<Check> checks() {
    return List.copyOf(byId.values());
  }

  public Optional<Check> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The checks of a resource type; none when the type is not known. */
  public List<Check> forType(String resourceType) {
    return byType.getOrDefault(resourceType, List.of());
  }

  /** The resource types that have checks. */
  public List<String> types() {
    return byType.keySet().stream().sorted().toList();
  }

  /**
   * The pinned pack: canonical JSON {@code {"checks":[…],"v":1}} of all that may touch a verdict or
   * its reading, checks in the order of their ids. {@link PackReader} reads it back.
   */
  public byte[] pack() {
    return pack.clone();
  }

  /**
   * The pack together with the values that an organisation gave to parameters, under {@code
   * "params"}; without any, the same bytes as {@link #pack()}.
   *
   * @param params by check id and name
   */
  public final byte[] pack(Map<String, Map<String, Object>> params) {
    Map<String, Object> json = new HashMap<>();
    json.put("v", 1L);
    json.put("checks", byId.values().stream().map(CheckJson::write).toList());
    if (!params.isEmpty()) {
      json.put("params", params);
    }
    return CanonicalJson.bytes(json);
  }

  /** SHA-256 of {@link #pack()}, 64 hex digits: the checks themselves, parameters aside. */
  public String digest() {
    return digest;
  }
}
