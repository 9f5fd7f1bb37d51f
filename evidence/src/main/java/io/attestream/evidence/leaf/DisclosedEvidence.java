package io.attestream.evidence.leaf;

import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.json.JsonObject;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of an evidence disclosure: {@code
 * {"blind":[{"api","detail","path","reason"}…],"observed":{…}}}, with {@code "detail"} and {@code
 * "reason"} when the status is unknown. Blind spots are in the order of path, api, reason, detail.
 *
 * @param unknownReason why the status is unknown; absent for any other status
 * @param detail the verdict's detail, empty unless the status is unknown
 */
public record DisclosedEvidence(
    Observation observation, @Nullable UnknownReason unknownReason, String detail) {
  private static final Comparator<BlindSpot> ORDER =
      Comparator.comparing(BlindSpot::path)
          .thenComparing(BlindSpot::api)
          .thenComparing(BlindSpot::reason)
          .thenComparing(BlindSpot::detail);

  /** Why the status is unknown; empty for any other status. */
  public Optional<UnknownReason> reason() {
    return Optional.ofNullable(unknownReason);
  }

  public static Map<String, Object> value(Observation observation, Verdict verdict) {
    List<Object> blind = new ArrayList<>();
    observation.blind().stream()
        .sorted(ORDER)
        .forEach(
            spot ->
                blind.add(
                    Map.of(
                        "api", spot.api(),
                        "detail", spot.detail(),
                        "path", spot.path(),
                        "reason", spot.reason().name())));
    Map<String, Object> value = new HashMap<>();
    value.put("blind", blind);
    value.put("observed", observation.observed());
    verdict
        .reason()
        .ifPresent(
            reason -> {
              value.put("detail", verdict.detail());
              value.put("reason", reason.name());
            });
    return value;
  }

  /**
   * Reads what {@link #value} made.
   *
   * @throws JsonException with the path
   */
  public static DisclosedEvidence read(Map<String, Object> value) {
    JsonObject root = JsonObject.of(Disclosure.EVIDENCE, value);
    List<BlindSpot> blind = new ArrayList<>();
    for (JsonObject spot : root.objects("blind", 1000)) {
      blind.add(
          new BlindSpot(
              spot.string("path", 1000),
              reason(spot),
              spot.string("api", 1000),
              spot.string("detail", 4096)));
      spot.end();
    }
    Map<String, Object> observed = root.map("observed");
    @Nullable UnknownReason reason = root.has("reason") ? reason(root) : null;
    String detail = reason == null ? "" : root.string("detail", 4096);
    root.end();
    return new DisclosedEvidence(new Observation(observed, blind), reason, detail);
  }

  private static UnknownReason reason(JsonObject object) {
    try {
      return UnknownReason.valueOf(object.string("reason", 40));
    } catch (IllegalArgumentException e) {
      throw object.fail("reason", "unknown reason");
    }
  }
}
