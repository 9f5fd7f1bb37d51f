package io.attestream.agent.aws.scan;

import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;

/** The population of one resource type, page by page. Memory is bounded by a page. */
public final class Listing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

  private final UnitScan scan;
  private final ServiceCollector.ResourceType type;
  private final String api;
  private final AtomicLong items = new AtomicLong();
  private final AtomicLong pages = new AtomicLong();
  private final AtomicReference<@Nullable BlindSpot> failure = new AtomicReference<>();
  private volatile boolean done;

  /** An item does not say what it is. */
  private static final class Nameless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Nameless() {
      super("an item has no name");
    }
  }

  Listing(UnitScan scan, ServiceCollector.ResourceType type, String api) {
    this.scan = scan;
    this.type = type;
    this.api = api;
  }

  /**
   * Visits every item, the items of a page at the same time. A page that cannot be read ends the
   * listing as incomplete; nothing is thrown for it.
   *
   * @param visit reads the item's details and emits it
   */
  public <P, T> void forEach(
      Iterable<P> pagesOfItems, Function<P, ? extends Iterable<T>> itemsOf, Consumer<T> visit)
      throws InterruptedException {
    try {
      for (P page : pagesOfItems) {
        pages.incrementAndGet();
        List<Future<?>> visits = new ArrayList<>();
        for (T item : itemsOf.apply(page)) {
          visits.add(scan.workers().submit(() -> visit.accept(item)));
        }
        await(visits);
      }
      done = true;
    } catch (SdkException e) {
      fail(api, ApiFailure.of(e));
    } catch (StackOverflowError e) { // the SDK's parser descends as deep as the answer
      fail(api, ApiFailure.TOO_DEEP);
    }
    if (Thread.interrupted()) {
      scan.defect(new ApiFailure(UnknownReason.NOT_OBSERVED, "Interrupted", false));
      throw new InterruptedException("scan of " + scan.unit());
    }
  }

  /** As {@link #forEach}, for items that are listed inside another item's visit. */
  public <P, T> void forEachWithin(
      Iterable<P> pagesOfItems, Function<P, ? extends Iterable<T>> itemsOf, Consumer<T> visit) {
    try {
      for (P page : pagesOfItems) {
        pages.incrementAndGet();
        for (T item : itemsOf.apply(page)) {
          visit.accept(item);
        }
      }
    } catch (SdkException e) {
      fail(api, ApiFailure.of(e));
    }
  }

  public ResourceDraft draft(@Nullable String id, @Nullable String name, SdkPojo item) {
    ResourceDraft draft = draft(id, name);
    draft.putAll(PojoDocument.of(item));
    return draft;
  }

  /** @param id what the answer gives; an item without one, or without a name, makes the listing incomplete */
  public ResourceDraft draft(@Nullable String id, @Nullable String name) {
    if (id == null || name == null) {
      throw new Nameless();
    }
    return new ResourceDraft(this, type, new ResourceIdentity(scan.unit(), type.name(), id, name));
  }

  /** The population is not complete. The first failure is kept. */
  public void fail(String failedApi, ApiFailure why) {
    failure.compareAndSet(null, why.at("", failedApi));
  }

  /** A listing that was read within another one is complete only if that one is. */
  public void doneWith(Listing other) {
    BlindSpot theirs = other.failure.get();
    if (theirs != null) {
      failure.compareAndSet(null, theirs);
    }
    done = true;
  }

  void emit(Resource resource) {
    items.incrementAndGet();
    scan.sink().seen(resource);
  }

  @Override
  public void close() {
    ApiFailure defect = scan.defect();
    if (defect != null) {
      fail(api, defect);
    } else if (!done) {
      fail(api, ApiFailure.DEFECT);
    }
    scan.enumerated(new Enumeration(type.name(), api, items.get(), pages.get(), failure.get()));
  }

  private void await(List<Future<?>> visits) throws InterruptedException {
    try {
      for (Future<?> visit : visits) {
        if (!ended(visit)) {
          visits.forEach(other -> other.cancel(false));
          return;
        }
      }
    } catch (InterruptedException e) {
      scan.defect(new ApiFailure(UnknownReason.NOT_OBSERVED, "Interrupted", false));
      visits.forEach(visit -> visit.cancel(true));
      throw e;
    }
  }

  /** Waits for a visit; whether the others may go on. */
  private boolean ended(Future<?> visit) throws InterruptedException {
    try {
      visit.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Nameless) {
        LOG.warn("a {} of {} has no name", type.name(), scan.unit());
        fail(api, ApiFailure.NAMELESS);
        return true;
      }
      scan.defect(visitFailed(e.getCause()));
      return false;
    }
  }

  private ApiFailure visitFailed(@Nullable Throwable cause) {
    if (cause instanceof SdkException failed) {
      LOG.warn("reading a {} of {} failed: {}", type.name(), scan.unit(), failed.getMessage());
      return ApiFailure.of(failed);
    }
    if (cause instanceof StackOverflowError) {
      LOG.warn("reading a {} of {} failed: nested too deep", type.name(), scan.unit());
      return ApiFailure.TOO_DEEP;
    }
    LOG.error("reading a {} of {} failed", type.name(), scan.unit(), cause);
    return ApiFailure.DEFECT;
  }
}
