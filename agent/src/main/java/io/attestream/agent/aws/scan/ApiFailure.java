package io.attestream.agent.aws.scan;

import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Why a call gave no answer, in words that are the same from scan to scan.
 *
 * @param code the service's error code, or a fixed word of ours; never a message
 * @param viaRole the call was not made, because the account's role could not be assumed
 */
public record ApiFailure(UnknownReason reason, String code, boolean viaRole) {
  private static final Set<String> THROTTLED =
      Set.of(
          "bandwidthlimitexceeded",
          "ec2throttledexception",
          "priorrequestnotcomplete",
          "provisionedthroughputexceededexception",
          "requestlimitexceeded",
          "requestthrottled",
          "requestthrottledexception",
          "slowdown",
          "throttledexception",
          "throttling",
          "throttlingexception",
          "toomanyrequestsexception",
          "transactioninprogressexception");
  private static final Set<String> REFUSED =
      Set.of(
          "authfailure",
          "authorizationerror",
          "authorizationerrorexception",
          "expiredtoken",
          "expiredtokenexception",
          "forbidden",
          "incompletesignature",
          "invalidaccesskeyid",
          "invalidclienttokenid",
          "missingauthenticationtoken",
          "notauthorized",
          "signaturedoesnotmatch",
          "unauthorizedaccess",
          "unauthorizedoperation",
          "unrecognizedclientexception");

  /** The agent's own code failed. */
  static final ApiFailure DEFECT = new ApiFailure(UnknownReason.API_ERROR, "AgentDefect", false);

  /** An answer is nested deeper than a thread's stack. */
  static final ApiFailure TOO_DEEP =
      new ApiFailure(UnknownReason.LIMIT_EXCEEDED, "answer nested too deep", false);

  /** An item of an answer does not say what it is. */
  static final ApiFailure NAMELESS =
      new ApiFailure(UnknownReason.UNPARSABLE, "an item has no name", false);

  /** Maps what the SDK throws. */
  public static ApiFailure of(RuntimeException failure) {
    if (failure instanceof AwsServiceException service) {
      return ofService(service);
    }
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return new ApiFailure(UnknownReason.TIMEOUT, "Timeout", false);
    }
    if (failure instanceof Outage.NothingAnswers nothing) {
      return nothing.last();
    }
    if (failure instanceof AbortedException) {
      return new ApiFailure(UnknownReason.NOT_OBSERVED, "Interrupted", false);
    }
    return ofClient(failure);
  }

  /** Whether the service calls this throttling, by code or HTTP status. */
  public static boolean throttles(String code, int status) {
    return status == 429 || THROTTLED.contains(code.toLowerCase(Locale.ROOT));
  }

  /** The blind spot that this failure leaves at {@code path}. */
  public BlindSpot at(String path, String api) {
    return new BlindSpot(path, reason, viaRole ? "sts:AssumeRole" : api, code);
  }

  private static ApiFailure ofService(AwsServiceException failure) {
    String code = code(failure);
    boolean viaRole = failure instanceof StsException;
    String lower = code.toLowerCase(Locale.ROOT);
    if (throttles(code, failure.statusCode()) || failure.isThrottlingException()) {
      return new ApiFailure(UnknownReason.THROTTLED, code, viaRole);
    }
    if (lower.startsWith("optinrequired") || lower.equals("invalidregion")) {
      return new ApiFailure(UnknownReason.UNREACHABLE, code, viaRole);
    }
    if (lower.startsWith("accessdenied")
        || REFUSED.contains(lower)
        || failure.statusCode() == 401
        || failure.statusCode() == 403) {
      return new ApiFailure(UnknownReason.ACCESS_DENIED, code, viaRole);
    }
    return new ApiFailure(UnknownReason.API_ERROR, code, viaRole);
  }

  private static ApiFailure ofClient(RuntimeException failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 10; t = cause(t), depth++) {
      if (t instanceof AnswerLimit.TooLong) {
        return new ApiFailure(UnknownReason.LIMIT_EXCEEDED, "answer too large", false);
      }
      if (t instanceof SocketTimeoutException) {
        return new ApiFailure(UnknownReason.TIMEOUT, "Timeout", false);
      }
      if (t.getClass().getSimpleName().startsWith("Json")) {
        return new ApiFailure(UnknownReason.UNPARSABLE, t.getClass().getSimpleName(), false);
      }
      if (t.getClass().getSimpleName().equals("StreamConstraintsException")) { // the SDK's own copy
        return new ApiFailure(UnknownReason.LIMIT_EXCEEDED, "answer too large", false);
      }
      if (t instanceof java.io.IOException) {
        return new ApiFailure(UnknownReason.UNREACHABLE, t.getClass().getSimpleName(), false);
      }
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("unable to load credentials")
        ? new ApiFailure(UnknownReason.ACCESS_DENIED, "NoCredentials", false)
        : new ApiFailure(UnknownReason.API_ERROR, failure.getClass().getSimpleName(), false);
  }

  private static @Nullable Throwable cause(Throwable t) {
    return t instanceof XMLStreamException xml && xml.getNestedException() != null
        ? xml.getNestedException()
        : t.getCause();
  }

  /** The service's error code, or {@code HTTP <status>} where it gave none. */
  static String code(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorCode();
    return code == null || !code.matches("[A-Za-z0-9._:-]{1,80}")
        ? "HTTP " + failure.statusCode()
        : code;
  }
}
