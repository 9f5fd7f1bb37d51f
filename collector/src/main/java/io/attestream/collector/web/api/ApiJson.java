package io.attestream.collector.web.api;

import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.When;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** The contract's common shapes. */
final class ApiJson {
  private ApiJson() {}

  static JsonObject counts(Counts counts) {
    return new JsonObject()
        .put("pass", counts.pass())
        .put("fail", counts.fail())
        .put("notApplicable", counts.na())
        .put("unknown", counts.unknown());
  }

  static <T> JsonArray list(Collection<T> items, Function<T, ?> shape) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(shape.apply(item)));
    return array;
  }

  /** Sets a member that is absent where there is no time. */
  static JsonObject time(JsonObject object, String name, Optional<When> at) {
    at.ifPresent(when -> object.put(name, when.iso()));
    return object;
  }

  /** Sets a member that is absent where there is no text. */
  static JsonObject text(JsonObject object, String name, String text) {
    return text.isEmpty() ? object : object.put(name, text);
  }
}
