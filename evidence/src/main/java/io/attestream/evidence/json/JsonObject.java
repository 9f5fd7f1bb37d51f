package io.attestream.evidence.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strict access to a JSON object that was read. Every accessor throws {@link JsonException} with the
 * path of the member, {@code $.tree.size}, when it is absent or of another form; {@link #end} rejects
 * members that nobody asked for.
 */
public final class JsonObject {
  private final String path;
  private final Map<?, ?> members;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  /** The document's root, whose path is {@code $}. */
  public static JsonObject root(Object value) {
    return of("$", value);
  }

  /** An object at a path of the caller's choice. */
  public static JsonObject of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(path, map);
    }
    throw new JsonException(path, "expected an object");
  }

  public String path() {
    return path;
  }

  public boolean has(String key) {
    return members.containsKey(key);
  }

  /** A string of at most {@code maxLength} UTF-16 code units. */
  public String string(String key, int maxLength) {
    if (!(get(key) instanceof String text)) {
      throw fail(key, "expected a string");
    }
    if (text.length() > maxLength) {
      throw fail(key, "longer than " + maxLength + " characters");
    }
    return text;
  }

  /** A string that must be one given text. */
  public void constant(String key, String expected) {
    if (!string(key, 1000).equals(expected)) {
      throw fail(key, "expected '" + expected + "'");
    }
  }

  /** An integer from {@code min} to {@code max}, both included. */
  public long integer(String key, long min, long max) {
    if (!(get(key) instanceof Long number)) {
      throw fail(key, "expected an integer");
    }
    if (number < min || number > max) {
      throw fail(key, number + " is not from " + min + " to " + max);
    }
    return number;
  }

  public boolean bool(String key) {
    if (get(key) instanceof Boolean flag) {
      return flag;
    }
    throw fail(key, "expected true or false");
  }

  public JsonObject object(String key) {
    return of(path + '.' + key, get(key));
  }

  /** The members of an object whose form the caller does not know. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> map(String key) {
    if (get(key) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw fail(key, "expected an object");
  }

  /** An array of at most {@code max} values. */
  public List<?> list(String key, int max) {
    if (!(get(key) instanceof List<?> list)) {
      throw fail(key, "expected an array");
    }
    if (list.size() > max) {
      throw fail(key, list.size() + " items, limit is " + max);
    }
    return list;
  }

  /** An array of at most {@code max} objects. */
  public List<JsonObject> objects(String key, int max) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : list(key, max)) {
      objects.add(of(path + '.' + key + '[' + objects.size() + ']', item));
    }
    return objects;
  }

  /** An array of at most {@code max} strings of at most {@code maxLength} characters. */
  public List<String> strings(String key, int max, int maxLength) {
    List<String> strings = new ArrayList<>();
    for (Object item : list(key, max)) {
      if (!(item instanceof String text) || text.length() > maxLength) {
        throw fail(
            key + '[' + strings.size() + ']',
            "expected a string of at most " + maxLength + " characters");
      }
      strings.add(text);
    }
    return strings;
  }

  /** Rejects members that were not asked for. */
  public void end() {
    if (asked.size() == members.size()) {
      return;
    }
    for (Object key : members.keySet()) {
      if (!asked.contains(key)) {
        throw fail(String.valueOf(key), "unknown member");
      }
    }
  }

  /** An exception that names a member of this object. */
  public JsonException fail(String key, String problem) {
    return new JsonException(path + '.' + key, problem);
  }

  private Object get(String key) {
    @Nullable Object value = members.get(key);
    if (value == null) {
      throw fail(key, "missing");
    }
    asked.add(key);
    return value;
  }
}
