package io.attestream.evidence.reperform;

import io.attestream.evidence.model.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded result and a new judgement stand to each other.
 *
 * @param found the new verdict, {@code null} where there is none
 */
public record Judgement(Agreement agreement, @Nullable Verdict found) {

  /** Whether the record holds. */
  public enum Agreement {
    /** The same verdict, with the same reason where it is unknown. */
    SAME,
    /** Another verdict: the record is not what its evidence gives. */
    DIFFERENT,
    /** The pack has no such check in that version. */
    NOT_IN_PACK,
    /** The result says that a known resource was not seen; there is no evidence to judge. */
    NOT_JUDGED
  }

  public Optional<Verdict> verdict() {
    return Optional.ofNullable(found);
  }
}
