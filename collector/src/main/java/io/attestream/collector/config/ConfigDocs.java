package io.attestream.collector.config;

import java.util.Locale;

/** docs/configuration-collector.md, generated from the keys. */
public final class ConfigDocs {
  private ConfigDocs() {}

  public static String markdown() {
    StringBuilder out =
        new StringBuilder(
            """
            # Configuration of the collector

            `collector.yaml`, given with `--config`. The environment wins over the file, the command line over both.
            A mistake stops the start; all mistakes are reported at once. Paths are relative to the working directory.
            Durations are written `500ms`, `10s`, `5m`, `2h`, `7d`. This page is generated from the code.

            | key | type | default | environment | meaning |
            |---|---|---|---|---|
            """);
    for (SettingKey key : SettingKey.of(CollectorConfig.class)) {
      String fallback = key.setting().value();
      out.append(
          "| `%s` | %s | %s | `%s` | %s |\n"
              .formatted(
                  key.path(),
                  type(key),
                  fallback.isEmpty() ? "not set" : "`" + fallback + "`",
                  key.environment(),
                  key.setting().doc()));
    }
    return out.toString();
  }

  private static String type(SettingKey key) {
    String name = key.type().getSimpleName().toLowerCase(Locale.ROOT);
    Setting setting = key.setting();
    return switch (name) {
      case "int", "long" -> "number, %d to %d".formatted(setting.min(), setting.max());
      case "string" -> "text";
      default -> name;
    };
  }
}
