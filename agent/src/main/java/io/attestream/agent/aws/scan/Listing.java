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

  public ResourceDraft draft(String id, String name, SdkPojo item) {
    ResourceDraft draft = draft(id, name);
    draft.putAll(PojoDocument.of(item));
    return draft;
  }

  public ResourceDraft draft(String id, String name) {
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
        visit.get();
      }
    } catch (InterruptedException e) {
      scan.defect(new ApiFailure(UnknownReason.NOT_OBSERVED, "Interrupted", false));
      visits.forEach(visit -> visit.cancel(true));
      throw e;
    } catch (ExecutionException e) {
      LOG.error("reading a {} of {} failed", type.name(), scan.unit(), e.getCause());
      scan.defect(
          e.getCause() instanceof SdkException failed ? ApiFailure.of(failed) : ApiFailure.DEFECT);
      visits.forEach(visit -> visit.cancel(false));
    }
  }
}
