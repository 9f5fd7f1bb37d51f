package io.attestream.agent.aws.scan;

import io.attestream.evidence.model.UnknownReason;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Notices that an account answers nothing in a region: {@link #SERVICES} services in a row throttled, failed or were out of
 * reach, each after its own repetitions, and none answered in between. Then every call fails at once as the last one did, for
 * {@link #PAUSE_NANOS}; so a scan ends in the time of a few calls, and does not press on what is overloaded. Safe for many
 * threads.
 */
final class Outage implements ExecutionInterceptor {
  private static final int SERVICES = 6;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanoTime;
  private final Set<String> failing = new HashSet<>();
  private @Nullable ApiFailure last;
  private long at;

  Outage(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The call was not made. */
  static final class NothingAnswers extends SdkClientException {
    private static final long serialVersionUID = 1L;
    private final transient ApiFailure last;

    private NothingAnswers(ApiFailure last) {
      super(SdkClientException.builder().message("nothing answers: " + last.code()));
      this.last = last;
    }

    ApiFailure last() {
      return last;
    }
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    ApiFailure known = last;
    if (known != null && open() && nanoTime.getAsLong() - at < PAUSE_NANOS) {
      throw new NothingAnswers(known);
    }
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    answered();
  }

  @Override
  public synchronized void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    if (!(context.exception() instanceof RuntimeException exception)
        || exception instanceof NothingAnswers) {
      return;
    }
    ApiFailure failure = ApiFailure.of(exception);
    if (down(exception, failure)) {
      failing.add(String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)));
      last = failure;
      at = nanoTime.getAsLong();
    } else {
      answered();
    }
  }

  private void answered() {
    failing.clear();
    last = null;
  }

  private boolean open() {
    return failing.size() >= SERVICES;
  }

  /** Whether a failure is one of the service as a whole, and not of the one call. */
  private static boolean down(RuntimeException exception, ApiFailure failure) {
    return failure.reason() == UnknownReason.THROTTLED
        || failure.reason() == UnknownReason.TIMEOUT
        || failure.reason() == UnknownReason.UNREACHABLE
        || (exception instanceof AwsServiceException service
            && service.statusCode() >= 500
            && service.statusCode() != 501);
  }
}
