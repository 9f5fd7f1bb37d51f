package io.attestream.agent.schedule;

import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.evidence.model.ResourceIdentity;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Judges the resources of one scan on several threads; holds a bounded number of documents. */
public final class ParallelSink implements ResourceSink {
  private static final int IN_FLIGHT = 64;

  private final UnitJudge judge;
  private final Executor judges;
  private final Instant startedAt;
  private final Semaphore permits = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  public ParallelSink(UnitJudge judge, Executor judges, Instant startedAt) {
    this.judge = judge;
    this.judges = judges;
    this.startedAt = startedAt;
  }

  @Override
  public void seen(Resource resource) {
    permits.acquireUninterruptibly();
    judges.execute(
        () -> {
          try {
            judge.seen(resource, startedAt);
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
          } finally {
            permits.release();
          }
        });
  }

  @Override
  public void gone(ResourceIdentity identity) {
    judge.gone(identity);
  }

  @Override
  public void enumerating(String type) {
    judge.enumerating(type);
  }

  @Override
  public void enumerated(Enumeration enumeration) {
    judge.enumerated(enumeration);
  }

  /** Waits for all that was seen; throws what the first failed judgement threw. */
  public void drain() {
    permits.acquireUninterruptibly(IN_FLIGHT);
    permits.release(IN_FLIGHT);
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
