package io.attestream.collector.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A leaf of the configuration tree.
 *
 * @param path dotted name in the file
 * @param type String, int, long, boolean, Path or Duration
 */
record SettingKey(String path, Class<?> type, boolean optional, Setting setting) {
  private static final String ENVIRONMENT_PREFIX = "ATTESTREAM_";

  /** Every key below a configuration record, in order of declaration. */
  static List<SettingKey> of(Class<? extends Record> config) {
    List<SettingKey> keys = new ArrayList<>();
    collect("", config, keys);
    return keys;
  }

  private static void collect(String prefix, Class<?> config, List<SettingKey> keys) {
    for (RecordComponent component : config.getRecordComponents()) {
      if (component.getType().isRecord()) {
        collect(prefix + component.getName() + ".", component.getType(), keys);
      } else {
        keys.add(of(prefix, component));
      }
    }
  }

  static SettingKey of(String prefix, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(prefix + component.getName() + " has no @Setting");
    }
    boolean optional = component.getType() == Optional.class;
    Class<?> type = optional ? argument(component.getGenericType()) : component.getType();
    return new SettingKey(prefix + component.getName(), type, optional, setting);
  }

  private static Class<?> argument(Type generic) {
    return (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
  }

  /** {@code http.tls.clientAuthorities} is {@code ATTESTREAM_HTTP_TLS_CLIENT_AUTHORITIES}. */
  String environment() {
    String snake = path.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_');
    return ENVIRONMENT_PREFIX + snake.toUpperCase(Locale.ROOT);
  }
}
