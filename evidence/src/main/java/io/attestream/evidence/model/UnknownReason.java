package io.attestream.evidence.model;

/** Why a verdict is {@link Status#UNKNOWN}. */
public enum UnknownReason {
  /** The provider refused the call. */
  ACCESS_DENIED,
  /** The provider kept throttling until the retry budget ended. */
  THROTTLED,
  /** The endpoint, region or cluster could not be reached. */
  UNREACHABLE,
  /** The call or the evaluation took longer than its bound. */
  TIMEOUT,
  /** The provider answered with another error. */
  API_ERROR,
  /** The expression read a field that the evidence does not hold. */
  MISSING_FIELD,
  /** A document or a value in it could not be parsed. */
  UNPARSABLE,
  /** The expression failed for another reason. */
  EXPRESSION_ERROR,
  /** A document, page or expression was larger than its bound. */
  LIMIT_EXCEEDED,
  /** The resource was known before and could not be observed this time. */
  NOT_OBSERVED
}
