package io.attestream.agent.aws.testing;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Sees every call that a test makes with the SDK, and refuses one operation as AWS does. The SDK finds
 * it by the resource {@code software/amazon/awssdk/global/handlers/execution.interceptors}.
 */
public final class Denial implements ExecutionInterceptor {
  /** The SDK's name of a service, where the collectors' is not the same in lower case. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("accessanalyzer", "access-analyzer"),
          entry("apigatewayv2", "apigateway"),
          entry("cloudwatchlogs", "logs"),
          entry("cognitoidentityprovider", "cognito-idp"),
          entry("efs", "elasticfilesystem"),
          entry("elasticloadbalancingv2", "elasticloadbalancing"),
          entry("eventbridge", "events"),
          entry("licensemanager", "license-manager"),
          entry("networkfirewall", "network-firewall"),
          entry("opensearch", "es"),
          entry("resourcegroupstaggingapi", "tag"),
          entry("securityir", "security-ir"),
          entry("sesv2", "ses"),
          entry("ssoadmin", "sso"));

  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();
  private static volatile @Nullable String denied;

  /** Refuses an operation, {@code iam:ListUsers}, from now on; {@code null} for none. */
  public static void of(@Nullable String operation) {
    denied = operation;
    MADE.clear();
  }

  /** The operations that were called since the last {@link #of}. */
  public static Set<String> made() {
    return Set.copyOf(MADE);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String service =
        String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
            .toLowerCase(Locale.ROOT)
            .replace(" ", "");
    String operation =
        NAMES.getOrDefault(service, service)
            + ":"
            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    MADE.add(operation);
    if (operation.equals(denied)) {
      throw AwsServiceException.builder()
          .message("no")
          .statusCode(403)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
          .build();
    }
  }
}
