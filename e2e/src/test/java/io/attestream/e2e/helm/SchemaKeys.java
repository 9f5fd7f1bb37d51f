package io.attestream.e2e.helm;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The dotted keys of a configuration, as its records have them and as a JSON schema has them. */
final class SchemaKeys {
  private SchemaKeys() {}

  /** Keys of nested records; a list of records counts as the record. */
  static Set<String> of(Class<?> type) {
    Set<String> keys = new TreeSet<>();
    addRecord("", type, keys);
    return keys;
  }

  /** Keys of nested objects; an array of objects counts as the object. */
  static Set<String> of(Object schema) {
    Set<String> keys = new TreeSet<>();
    addObject("", schema, keys);
    return keys;
  }

  private static void addRecord(String prefix, Class<?> type, Set<String> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      Class<?> value = elementType(component);
      if (value.isRecord()) {
        addRecord(key + ".", value, keys);
      } else {
        keys.add(key);
      }
    }
  }

  private static Class<?> elementType(RecordComponent component) {
    if (component.getGenericType() instanceof ParameterizedType parameterized) {
      Type argument = parameterized.getActualTypeArguments()[0];
      return argument instanceof Class<?> element ? element : component.getType();
    }
    return component.getType();
  }

  private static void addObject(String prefix, Object schema, Set<String> keys) {
    Map<?, ?> properties = (Map<?, ?>) Rendered.at(schema, "properties");
    properties.forEach(
        (name, value) -> {
          Map<?, ?> property = (Map<?, ?>) value;
          Object object = property.get("items") instanceof Map<?, ?> items ? items : property;
          if (((Map<?, ?>) object).containsKey("properties")) {
            addObject(prefix + name + ".", object, keys);
          } else {
            keys.add(prefix + name);
          }
        });
  }
}
