package io.attestream.collector.ingest;

import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The transport of one session. Frames arrive on an event loop and are handled one after the other on a
 * worker; when too many frames or commits wait, reading stops until they are done, and HTTP/2's flow
 * control holds the agent back.
 */
final class AgentStream {
  private static final int MAX_FRAMES = 4;
  private static final int MAX_COMMITS = 16;

  private final GrpcServerRequest<AgentFrame, CollectorFrame> request;
  private final GrpcServerResponse<AgentFrame, CollectorFrame> response;
  private final WorkerExecutor workers;
  private final AgentSession session;
  private final Consumer<AgentStream> onOpen;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final io.vertx.core.Context loop;
  private Future<?> tail = Future.succeededFuture();
  private boolean paused;
  private volatile String agent = "";
  private volatile Runnable onClose = () -> {};

  AgentStream(
      GrpcServerRequest<AgentFrame, CollectorFrame> request,
      WorkerExecutor workers,
      IngestContext context,
      AssemblyBudget budget,
      IngestCounts counts,
      Consumer<AgentStream> onOpen) {
    this.request = request;
    this.response = request.response();
    this.workers = workers;
    this.onOpen = onOpen;
    this.loop = io.vertx.core.Vertx.currentContext();
    Executor blocking = task -> workers.executeBlocking(() -> run(task), false);
    this.session = new AgentSession(context, budget, counts, new Back(), blocking);
    request.handler(this::frame);
    request.invalidMessageHandler(
        problem -> inTurn(() -> session.unreadable("a message cannot be read: " + problem)));
    request.endHandler(end -> inTurn(this::halfClosed));
    request.exceptionHandler(gone -> close());
    response.exceptionHandler(gone -> close());
  }

  private static boolean run(Runnable task) {
    task.run();
    return true;
  }

  /** Id of the agent once it has proved itself; empty before. */
  String agent() {
    return agent;
  }

  void onClose(Runnable action) {
    onClose = action;
    if (closed.get()) {
      action.run();
    }
  }

  /** Ends the stream from this side. */
  void end() {
    new Back().end();
  }

  private void frame(AgentFrame frame) {
    waiting.incrementAndGet();
    inTurn(
        () -> {
          session.handle(frame);
          waiting.decrementAndGet();
          announce();
        });
    flow();
  }

  /** Runs a task on a worker after all tasks before it. Called on the event loop only. */
  private void inTurn(Runnable task) {
    tail =
        tail.transform(before -> workers.executeBlocking(() -> run(task), false))
            .onComplete(done -> loop.runOnContext(again -> flow()));
  }

  private void announce() {
    if (agent.isEmpty() && !session.agent().isEmpty()) {
      agent = session.agent();
      onOpen.accept(this);
    }
  }

  /** On the event loop. */
  private void flow() {
    if (ended.get()) {
      return;
    }
    boolean busy = waiting.get() >= MAX_FRAMES || session.inFlight() >= MAX_COMMITS;
    if (busy && !paused) {
      paused = true;
      request.pause();
    } else if (!busy && paused) {
      paused = false;
      request.resume();
    }
  }

  /** The agent sends no more; answers that are due still go out before the stream ends. */
  private void halfClosed() {
    session.drained().thenRun(this::end);
  }

  private void close() {
    ended.set(true);
    if (closed.compareAndSet(false, true)) {
      loop.runOnContext(now -> inTurn(session::closed));
      onClose.run();
    }
  }

  private final class Back implements Outlet {
    @Override
    public void send(CollectorFrame frame) {
      loop.runOnContext(
          now -> {
            if (!ended.get()) {
              write(frame);
            }
            flow();
          });
    }

    /** An agent that hung up a moment ago is not worth more than the end of its stream. */
    private void write(CollectorFrame frame) {
      try {
        response.write(frame);
      } catch (IllegalStateException gone) {
        close();
      }
    }

    private void endResponse() {
      try {
        response.end();
      } catch (IllegalStateException gone) {
        // The agent cancelled first: there is nobody to tell.
      }
    }

    @Override
    public void end() {
      loop.runOnContext(
          now -> {
            if (ended.compareAndSet(false, true)) {
              endResponse();
              close();
            }
          });
    }
  }
}
