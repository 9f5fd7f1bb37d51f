package io.attestream.evidence.leaf;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.model.ResourceIdentity;
import java.util.Map;

/** The value of an identity disclosure: {@code {"id","name","type","unit"}}. */
public final class DisclosedIdentity {
  private DisclosedIdentity() {}

  public static Map<String, Object> value(ResourceIdentity resource) {
    return Map.of(
        "id", resource.id(),
        "name", resource.name(),
        "type", resource.type(),
        "unit", resource.unit());
  }

  /**
   * Reads what {@link #value} made.
   *
   * @throws JsonException with the path
   */
  public static ResourceIdentity read(Map<String, Object> value) {
    JsonObject root = JsonObject.of(Disclosure.IDENTITY, value);
    ResourceIdentity resource =
        new ResourceIdentity(
            root.string("unit", 200),
            root.string("type", 200),
            root.string("id", 4096),
            root.string("name", 4096));
    root.end();
    return resource;
  }
}
