package io.attestream.agent.aws.pace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Makes each call wait for its budget and tells the budget how every attempt went. Most services
 * report throttling as a code inside an HTTP 400 or 503, so the beginning of an error's body is read.
 */
public final class PacingInterceptor implements ExecutionInterceptor {
  private static final int PREFIX = 4096;
  private static final Pattern THROTTLING =
      Pattern.compile("Throttl|RequestLimitExceeded|TooManyRequests|SlowDown");

  private final RateBudgets budgets;
  private final String scope;

  public PacingInterceptor(RateBudgets budgets, String account, String region) {
    this.budgets = budgets;
    this.scope = account + "/" + region + "/";
  }

  /** Before the SDK's own timers start, so that waiting does not count as a timeout. */
  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    try {
      budgets.await(key(attributes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for the rate budget", e);
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    RateBudget budget = budgets.budget(key(attributes));
    int status = context.httpResponse().statusCode();
    if (status < 400) {
      budget.answered();
      return body;
    }
    if (status == 429) {
      budget.throttled();
      return body;
    }
    return body.map(stream -> inspected(stream, budget));
  }

  private static InputStream inspected(InputStream body, RateBudget budget) {
    try {
      byte[] start = body.readNBytes(PREFIX);
      if (THROTTLING.matcher(new String(start, StandardCharsets.UTF_8)).find()) {
        budget.throttled();
      }
      return new SequenceInputStream(new ByteArrayInputStream(start), body);
    } catch (IOException e) {
      throw SdkClientException.create("the answer could not be read", e);
    }
  }

  private String key(ExecutionAttributes attributes) {
    return scope
        + attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
        + ":"
        + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
