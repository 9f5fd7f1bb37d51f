package io.attestream.agent.kubernetes;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects for tests, written as YAML. */
final class Yaml {
  private Yaml() {}

  static Map<String, Object> object(String yaml) {
    return PlainValues.object(
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  static Map<String, Object> normalised(String yaml) {
    var object = object(yaml);
    Kind kind =
        KubernetesKinds.of(Fields.text(object, "apiVersion"), Fields.text(object, "kind"))
            .orElseThrow();
    return ObjectNormaliser.normalise(kind, object).orElseThrow();
  }
}
