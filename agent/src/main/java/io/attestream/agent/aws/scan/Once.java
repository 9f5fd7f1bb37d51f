package io.attestream.agent.aws.scan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes a call at the first use and gives the same answer, or throws the same failure, after. For
 * what many resources of one scan share. Safe for several threads.
 */
public final class Once<T> implements Supplier<T> {
  private final Supplier<T> call;
  private @Nullable T answer;
  private @Nullable SdkException failure;

  public Once(Supplier<T> call) {
    this.call = call;
  }

  @Override
  public synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    T known = answer;
    if (known != null) {
      return known;
    }
    try {
      T made = call.get();
      answer = made;
      return made;
    } catch (SdkException e) {
      failure = e;
      throw e;
    }
  }
}
