package io.attestream.collector.config;

import io.attestream.checks.catalogue.Nearest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the collector's configuration: the command line wins over the environment, the environment over
 * the file, the file over the defaults.
 */
public final class ConfigReader {
  private static final List<SettingKey> KEYS = SettingKey.of(CollectorConfig.class);

  private final List<String> problems = new ArrayList<>();
  private final Map<String, YamlSettings.Value> given = new LinkedHashMap<>();

  private ConfigReader() {}

  /**
   * Reads everything.
   *
   * @param file collector.yaml, when there is one
   * @param environment variables; only those that name a key are read
   * @param commandLine values by dotted key
   * @throws ConfigException with all problems
   */
  public static CollectorConfig read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine)
      throws ConfigException {
    ConfigReader reader = new ConfigReader();
    file.ifPresent(reader::readFile);
    for (SettingKey key : KEYS) {
      String value = environment.get(key.environment());
      if (value != null && !value.isEmpty()) {
        reader.given.put(key.path(), new YamlSettings.Value(value, key.environment()));
      }
    }
    commandLine.forEach(
        (path, value) -> reader.given.put(path, new YamlSettings.Value(value, "command line")));
    return reader.build();
  }

  private void readFile(Path file) {
    try {
      YamlSettings yaml = YamlSettings.parse(file.toString(), Files.readString(file));
      problems.addAll(yaml.problems());
      given.putAll(yaml.values());
    } catch (NoSuchFileException e) {
      problems.add(file + ": no such file");
    } catch (CharacterCodingException e) {
      problems.add(file + ": is not UTF-8 text");
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + e.getMessage());
    }
  }

  private CollectorConfig build() throws ConfigException {
    given.forEach(
        (path, value) -> {
          if (KEYS.stream().noneMatch(key -> key.path().equals(path))) {
            problems.add(value.place() + ": unknown key " + path + meant(path));
          }
        });
    Object config = build("", CollectorConfig.class);
    if (problems.isEmpty() && config instanceof CollectorConfig complete) {
      problems.addAll(complete.problems());
      if (problems.isEmpty()) {
        return complete;
      }
    }
    throw new ConfigException(problems);
  }

  /** The record, or null when one of its values has a problem. */
  private @Nullable Object build(String prefix, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Object value =
          types[i].isRecord()
              ? build(prefix + components[i].getName() + ".", types[i])
              : value(SettingKey.of(prefix, components[i]));
      if (value == null) {
        complete = false;
      } else {
        values[i] = value;
      }
    }
    if (!complete) {
      return null;
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  private @Nullable Object value(SettingKey key) {
    YamlSettings.Value value = given.get(key.path());
    if (value == null && key.optional() && key.setting().value().isEmpty()) {
      return Optional.empty();
    }
    String place = value == null ? "default" : value.place();
    String text = value == null ? key.setting().value() : value.text();
    try {
      Object parsed = SettingParser.parse(key, text);
      return key.optional() ? Optional.of(parsed) : parsed;
    } catch (IllegalArgumentException e) {
      problems.add(place + ": " + key.path() + ": " + e.getMessage());
      return null;
    }
  }

  /** The key that has this name in a section, or one that is spelt nearly so. */
  private static String meant(String path) {
    List<String> known = KEYS.stream().map(SettingKey::path).toList();
    return known.stream()
        .filter(key -> key.endsWith("." + path))
        .findFirst()
        .or(() -> Nearest.find(path, known))
        .map(near -> ", did you mean " + near + "?")
        .orElse("");
  }
}
