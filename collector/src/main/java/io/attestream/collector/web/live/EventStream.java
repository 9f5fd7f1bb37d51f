package io.attestream.collector.web.live;

import io.attestream.collector.live.LiveEvents;
import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.live.LiveFrames.Draft;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /events}: one subscription to the collector's events, turned into frames once and sent to
 * every open page. A page that reads too slowly loses frames and is told to load everything again; a
 * stream ends after {@link #LONGEST}, so that a session that ended stops being served.
 */
public final class EventStream implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(15);
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int WAITING = 2000;
  private static final int KEPT = 400;
  private static final int MOST_PAGES = 500;

  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final Clock clock;
  private final LiveFrames frames;
  private final FrameLog log;
  private final Set<OpenPage> pages = ConcurrentHashMap.newKeySet();
  private final LiveEvents.Subscription subscription;
  private final long heartbeat;

  public EventStream(
      Vertx vertx,
      LiveEvents events,
      Database database,
      Reference reference,
      ProvisionalBoard board,
      Renderer renderer,
      Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.frames = new LiveFrames(database, reference, board, renderer);
    this.log = new FrameLog(Long.toString(clock.millis(), 36), KEPT);
    this.worker = vertx.createSharedWorkerExecutor("live-frames", 1);
    this.subscription = events.subscribe(WAITING, this::ready);
    this.heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), tick -> beat());
  }

  public Route route() {
    return Route.get("/events", Access.VIEWER, request -> new Reply.Stream(this::open));
  }

  /** How many pages listen now. */
  public int listeners() {
    return pages.size();
  }

  private void ready() {
    worker
        .executeBlocking(
            () -> {
              publish();
              return true;
            },
            true)
        .onFailure(failure -> LOG.error("live events were lost", failure));
  }

  private void publish() {
    for (var event : subscription.drain()) {
      List<Draft> drafts = draft(event);
      StringBuilder text = new StringBuilder();
      synchronized (log) {
        drafts.forEach(draft -> text.append(log.add(draft.event(), draft.data()).text()));
        pages.forEach(page -> page.send(text.toString()));
      }
    }
  }

  /** An event that cannot be shown must not silence the next: the pages load everything again. */
  private List<Draft> draft(io.attestream.collector.live.LiveEvent event) {
    try {
      return frames.of(event, clock.instant());
    } catch (RuntimeException e) {
      LOG.error("a live event could not be shown: {}", event.getClass().getSimpleName(), e);
      return List.of(new Draft("changed", "all"));
    }
  }

  private void open(RoutingContext context) {
    if (pages.size() >= MOST_PAGES) {
      context.fail(new HttpProblem(503, "Too many pages listen already."));
      return;
    }
    context
        .response()
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    OpenPage page = new OpenPage(vertx.getOrCreateContext(), context.response());
    context.response().closeHandler(closed -> pages.remove(page));
    String lastId = context.request().getHeader("Last-Event-ID");
    synchronized (log) {
      page.send(greeting(lastId == null ? "" : lastId));
      pages.add(page);
    }
    vertx.setTimer(LONGEST.toMillis(), timer -> close(page));
  }

  /** What a page missed, or the hint to load everything when that is not known. */
  private String greeting(String lastId) {
    StringBuilder text = new StringBuilder("retry: 1000\n\n");
    if (lastId.isEmpty()) {
      return text.append("id: ")
          .append(log.newest())
          .append("\nevent: hello\ndata: hello\n\n")
          .toString();
    }
    List<Frame> missed = new ArrayList<>();
    boolean known = log.after(lastId).map(missed::addAll).isPresent();
    missed.forEach(frame -> text.append(frame.text()));
    if (!known) {
      text.append("id: ").append(log.newest()).append("\nevent: changed\ndata: all\n\n");
    }
    return text.toString();
  }

  private void beat() {
    pages.forEach(page -> page.send(":\n\n"));
  }

  private void close(OpenPage page) {
    if (pages.remove(page)) {
      page.end();
    }
  }

  @Override
  public void close() {
    subscription.close();
    vertx.cancelTimer(heartbeat);
    List.copyOf(pages).forEach(this::close);
    worker.close();
  }
}
