package io.attestream.evidence.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check says of an observation.
 *
 * @param unknownReason why, present exactly when the status is {@link Status#UNKNOWN}
 * @param detail for UNKNOWN the failing call or field, stable from scan to scan; else empty
 */
public record Verdict(Status status, @Nullable UnknownReason unknownReason, String detail) {
  public static final Verdict PASS = new Verdict(Status.PASS, null, "");
  public static final Verdict FAIL = new Verdict(Status.FAIL, null, "");
  public static final Verdict NOT_APPLICABLE = new Verdict(Status.NOT_APPLICABLE, null, "");

  public Verdict {
    if ((status == Status.UNKNOWN) != (unknownReason != null)) {
      throw new IllegalArgumentException("a reason goes with UNKNOWN and with nothing else");
    }
  }

  public static Verdict unknown(UnknownReason reason, String detail) {
    return new Verdict(Status.UNKNOWN, reason, detail);
  }

  public Optional<UnknownReason> reason() {
    return Optional.ofNullable(unknownReason);
  }
}
