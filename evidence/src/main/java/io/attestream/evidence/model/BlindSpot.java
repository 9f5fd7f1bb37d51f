package io.attestream.evidence.model;

import java.util.Objects;

/**
 * A part of a resource that could not be observed.
 *
 * @param path where in the resource document the part would stand ({@code PolicyStatus}, {@code
 *     spec.template}); empty for the whole resource
 * @param reason why it could not be observed
 * @param api the call that failed, {@code service:Operation} or {@code group/version/resource:verb}
 * @param detail a stable error code such as {@code AccessDenied}; never a request id, a time or a
 *     message that differs from call to call
 */
public record BlindSpot(String path, UnknownReason reason, String api, String detail) {
  public BlindSpot {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(api, "api");
    Objects.requireNonNull(detail, "detail");
  }
}
