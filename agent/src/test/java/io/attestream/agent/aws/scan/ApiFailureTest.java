package io.attestream.agent.aws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.UnknownReason;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.sts.model.StsException;

final class ApiFailureTest {
  @ParameterizedTest
  @CsvSource({
    "AccessDenied,403,ACCESS_DENIED",
    "AccessDeniedException,400,ACCESS_DENIED",
    "UnauthorizedOperation,403,ACCESS_DENIED",
    "ExpiredToken,400,ACCESS_DENIED",
    "SomethingElse,403,ACCESS_DENIED",
    "Throttling,400,THROTTLED",
    "RequestLimitExceeded,503,THROTTLED",
    "SlowDown,503,THROTTLED",
    "Whatever,429,THROTTLED",
    "OptInRequired,403,UNREACHABLE",
    "InternalError,500,API_ERROR",
    "NoSuchEntity,404,API_ERROR"
  })
  void everyErrorCodeHasAReason(String code, int status, UnknownReason reason) {
    assertThat(ApiFailure.of(service(code, status))).isEqualTo(new ApiFailure(reason, code, false));
  }

  @Test
  void theDetailIsTheCodeAndNeverTheMessage() {
    BlindSpot spot = ApiFailure.of(service("AccessDenied", 403)).at("Policy", "s3:GetBucketPolicy");
    assertThat(spot)
        .isEqualTo(
            new BlindSpot(
                "Policy", UnknownReason.ACCESS_DENIED, "s3:GetBucketPolicy", "AccessDenied"));
  }

  @Test
  void anAnswerWithoutACodeIsNamedByItsStatus() {
    assertThat(ApiFailure.of(service(null, 502)).code()).isEqualTo("HTTP 502");
    assertThat(ApiFailure.of(service("<html> request 81c2", 502)).code()).isEqualTo("HTTP 502");
  }

  @Test
  void aRoleThatCannotBeAssumedIsNamedInsteadOfTheCall() {
    var refused =
        StsException.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();
    assertThat(ApiFailure.of((RuntimeException) refused).at("", "iam:ListUsers").api())
        .isEqualTo("sts:AssumeRole");
  }

  @Test
  void timeoutsAndNetworksAreToldApart() {
    assertThat(ApiFailure.of(ApiCallTimeoutException.create(1)).reason())
        .isEqualTo(UnknownReason.TIMEOUT);
    assertThat(client(new SocketTimeoutException()).reason()).isEqualTo(UnknownReason.TIMEOUT);
    assertThat(client(new UnknownHostException("x")))
        .isEqualTo(new ApiFailure(UnknownReason.UNREACHABLE, "UnknownHostException", false));
    assertThat(client(new JsonParseException(null, "no JSON")))
        .isEqualTo(new ApiFailure(UnknownReason.UNPARSABLE, "JsonParseException", false));
    assertThat(
            ApiFailure.of(
                SdkClientException.create("Unable to load credentials from any of the providers")))
        .isEqualTo(new ApiFailure(UnknownReason.ACCESS_DENIED, "NoCredentials", false));
  }

  private static ApiFailure client(Exception cause) {
    return ApiFailure.of(SdkClientException.create("Unable to execute HTTP request", cause));
  }

  private static RuntimeException service(
      @org.jspecify.annotations.Nullable String code, int status) {
    return (RuntimeException)
        Ec2Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
