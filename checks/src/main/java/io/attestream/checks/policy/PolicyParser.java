package io.attestream.checks.policy;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonLimits;
import io.attestream.evidence.json.JsonReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents after "Grammar of the IAM JSON policy language". Element names are taken
 * in any case; a string stands for a list of one. What the grammar does not know is an error, so
 * that no statement is overlooked.
 */
final class PolicyParser {
  private static final int MAX_BYTES = 6 << 20;
  private static final int MAX_PATTERNS = 20_000;
  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 32, 400_000);
  private static final Set<String> DOCUMENT = Set.of("version", "id", "statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "sid",
          "effect",
          "principal",
          "notprincipal",
          "action",
          "notaction",
          "resource",
          "notresource",
          "condition");

  private int patterns;

  private PolicyParser() {}

  /**
   * @param document JSON text, plain or percent-encoded as IAM returns it, or the parsed object
   * @throws IllegalArgumentException that names the place
   */
  static List<Statement> parse(Object document) {
    Object parsed = document instanceof String text ? json(text) : document;
    return new PolicyParser().statements(parsed);
  }

  private static Object json(String text) {
    String plain = text.strip();
    if (plain.length() > 3 * MAX_BYTES) {
      throw new IllegalArgumentException("policy is larger than " + MAX_BYTES + " bytes");
    }
    if (plain.startsWith("%")) {
      plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8).strip();
    }
    try {
      return JsonReader.read(plain.getBytes(StandardCharsets.UTF_8), LIMITS);
    } catch (JsonException e) {
      throw new IllegalArgumentException("policy is no JSON: " + e.getMessage(), e);
    }
  }

  private List<Statement> statements(Object parsed) {
    Map<String, Object> document = members(parsed, "policy", DOCUMENT);
    Object statements = document.get("statement");
    if (statements == null) {
      throw new IllegalArgumentException("policy has no Statement");
    }
    List<Statement> all = new ArrayList<>();
    for (Object one : statements instanceof List<?> list ? list : List.of(statements)) {
      all.add(statement(one, "Statement[" + all.size() + "]"));
    }
    return all;
  }

  private Statement statement(Object value, String place) {
    Map<String, Object> members = members(value, place, STATEMENT);
    Object effect = members.get("effect");
    if (!"Allow".equals(effect) && !"Deny".equals(effect)) {
      throw new IllegalArgumentException(place + ".Effect must be Allow or Deny");
    }
    boolean notAction = either(members, "action", "notaction", place);
    boolean notResource = either(members, "resource", "notresource", place);
    List<String> actions = strings(members.get(notAction ? "notaction" : "action"), place);
    if (actions.isEmpty()) {
      throw new IllegalArgumentException(place + " has no Action and no NotAction");
    }
    Object resource = members.get(notResource ? "notresource" : "resource");
    return new Statement(
        "Allow".equals(effect),
        principals(members, place),
        notAction,
        actions,
        notResource,
        resource == null ? List.of("*") : strings(resource, place),
        conditions(members.get("condition"), place));
  }

  private static boolean either(
      Map<String, Object> members, String one, String other, String place) {
    if (members.containsKey(one) && members.containsKey(other)) {
      throw new IllegalArgumentException(place + " has both " + one + " and " + other);
    }
    return members.containsKey(other);
  }

  private @Nullable Principals principals(Map<String, Object> members, String place) {
    boolean negated = either(members, "principal", "notprincipal", place);
    Object value = members.get(negated ? "notprincipal" : "principal");
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?>)) {
      return new Principals(negated, Map.of("aws", strings(value, place)));
    }
    Map<String, List<String>> byKind = new LinkedHashMap<>();
    members(value, place + ".Principal", Set.of("aws", "service", "federated", "canonicaluser"))
        .forEach((kind, names) -> byKind.put(kind, strings(names, place)));
    return new Principals(negated, byKind);
  }

  private List<Condition> conditions(@Nullable Object value, String place) {
    List<Condition> conditions = new ArrayList<>();
    if (value == null) {
      return conditions;
    }
    map(value, place + ".Condition")
        .forEach(
            (operator, keys) ->
                map(keys, place + ".Condition." + operator)
                    .forEach(
                        (key, values) ->
                            conditions.add(
                                Condition.of(
                                    String.valueOf(operator),
                                    String.valueOf(key),
                                    strings(values, place + ".Condition")))));
    return conditions;
  }

  private List<String> strings(@Nullable Object value, String place) {
    List<String> strings = new ArrayList<>();
    for (Object item :
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
      if (!(item instanceof String || item instanceof Boolean || item instanceof Long)) {
        throw new IllegalArgumentException(place + " holds a value that is no text");
      }
      if (++patterns > MAX_PATTERNS) {
        throw new IllegalArgumentException("policy has more than " + MAX_PATTERNS + " values");
      }
      strings.add(item.toString());
    }
    return strings;
  }

  private static Map<String, Object> members(Object value, String place, Set<String> known) {
    Map<String, Object> members = new HashMap<>();
    map(value, place)
        .forEach(
            (key, member) -> {
              String name = String.valueOf(key).toLowerCase(Locale.ROOT);
              if (!known.contains(name)) {
                throw new IllegalArgumentException(place + " has an unknown element " + key);
              }
              if (members.put(name, member) != null) {
                throw new IllegalArgumentException(place + " has " + key + " twice");
              }
            });
    return members;
  }

  private static Map<?, ?> map(Object value, String place) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(place + " is no object");
  }
}
