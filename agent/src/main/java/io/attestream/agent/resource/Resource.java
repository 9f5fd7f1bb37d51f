package io.attestream.agent.resource;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import java.util.List;
import java.util.Map;

/**
 * A resource as it was observed.
 *
 * @param identity its texts are made well formed and shortened to what evidence takes
 * @param document the provider's own field names; maps, lists, strings, {@code Long}s, booleans;
 *     decimals as strings, instants as RFC 3339 UTC strings, no nulls
 * @param blind the parts that could not be observed
 */
public record Resource(
    ResourceIdentity identity, Map<String, Object> document, List<BlindSpot> blind) {
  public Resource {
    identity = WellFormed.identity(identity);
    blind = List.copyOf(blind);
  }
}
