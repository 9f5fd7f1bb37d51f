package io.attestream.evidence.model;

import java.util.Objects;

/**
 * Who a resource is. Disclosed beside the leaf, which holds only its digest.
 *
 * @param unit id of the scope unit that it was seen in
 * @param type the catalogue's resource type, {@code aws.s3.bucket}
 * @param id provider identity, an ARN or {@code group/version/Kind/namespace/name}
 * @param name what a person calls it
 */
public record ResourceIdentity(String unit, String type, String id, String name) {
  public ResourceIdentity {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /**
   * Stands for the population of a type that could not be enumerated, so that a denied listing gives
   * an UNKNOWN result and not an empty population. Its id is {@code *}.
   */
  public static ResourceIdentity wholePopulation(String unit, String type) {
    return new ResourceIdentity(unit, type, "*", "all " + type + " in " + unit);
  }

  public boolean isWholePopulation() {
    return id.equals("*");
  }
}
