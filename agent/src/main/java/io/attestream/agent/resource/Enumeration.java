package io.attestream.agent.resource;

import io.attestream.evidence.model.BlindSpot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the population of a resource type was listed.
 *
 * @param type the resource type listed, {@code aws.s3.bucket}
 * @param api the call, {@code s3:ListBuckets} or {@code apps/v1/deployments:list}
 * @param failure why it is not complete; {@code null} when it is
 */
public record Enumeration(
    String type, String api, long items, long pages, @Nullable BlindSpot failure) {
  public boolean complete() {
    return failure == null;
  }

  public Optional<BlindSpot> blindSpot() {
    return Optional.ofNullable(failure);
  }
}
