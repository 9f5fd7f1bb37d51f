package io.attestream.agent.aws.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RateBudget budget = new RateBudget(10, nanos::get);

  @Test
  void aBurstOfOneSecondIsFreeAndTheNextCallWaits() {
    for (int i = 0; i < 10; i++) {
      assertThat(budget.reserve()).isZero();
    }
    assertThat(budget.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(budget.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
  }

  @Test
  void timeGivesCallsBackButNoMoreThanABurst() {
    for (int i = 0; i < 10; i++) {
      budget.reserve();
    }
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < 10; i++) {
      assertThat(budget.reserve()).isZero();
    }
    assertThat(budget.reserve()).isPositive();
  }

  @Test
  void throttlingHalvesTheRateDownToOneCallInTwoSeconds() {
    budget.throttled();
    assertThat(budget.rate()).isEqualTo(5);
    assertThat(budget.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    for (int i = 0; i < 20; i++) {
      budget.throttled();
    }
    assertThat(budget.rate()).isEqualTo(0.5);
  }

  @Test
  void answersBringTheRateBackAndNotBeyondItsLimit() {
    budget.throttled();
    budget.answered();
    assertThat(budget.rate()).isEqualTo(5.5, within(1e-9));
    for (int i = 0; i < 100; i++) {
      budget.answered();
    }
    assertThat(budget.rate()).isEqualTo(10);
  }
}
