package io.attestream.agent.stream;

import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.IngestGrpcClient;
import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.grpc.client.GrpcClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream over gRPC. Frames are taken from the wire one by one, and written only as fast as the
 * collector reads.
 */
final class GrpcChannel implements FrameChannel, AutoCloseable {
  /** What waits for the thread. */
  private sealed interface Event {
    record Arrived(CollectorFrame frame) implements Event {}

    record Ended(String why) implements Event {}

    record Woken() implements Event {}
  }

  private static final int MAX_WOKEN = 2;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration timeout;
  private final AtomicReference<@Nullable ReadStream<CollectorFrame>> input =
      new AtomicReference<>();
  private @Nullable WriteStream<AgentFrame> output;

  private GrpcChannel(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Opens a stream.
   *
   * @param timeout bound on opening and on each write
   * @throws StreamException when the collector cannot be reached
   */
  static GrpcChannel open(GrpcClient client, CollectorAddress address, Duration timeout)
      throws InterruptedException {
    GrpcChannel channel = new GrpcChannel(timeout);
    IngestGrpcClient ingest = IngestGrpcClient.create(client, address.socket());
    io.vertx.core.Promise<WriteStream<AgentFrame>> opened = io.vertx.core.Promise.promise();
    ingest.stream(
            (stream, failure) -> {
              if (failure == null) {
                opened.complete(stream);
              } else {
                opened.fail(failure);
              }
            })
        .onSuccess(channel::listen)
        .onFailure(failure -> channel.events.add(new Event.Ended(text(failure))));
    channel.output = channel.await(opened.future(), "opening the stream");
    return channel;
  }

  private void listen(ReadStream<CollectorFrame> stream) {
    input.set(stream);
    stream
        .exceptionHandler(failure -> events.add(new Event.Ended(text(failure))))
        .endHandler(end -> events.add(new Event.Ended("the collector ended the stream")))
        .handler(
            frame -> {
              stream.pause();
              events.add(new Event.Arrived(frame));
            });
  }

  @Override
  public void send(AgentFrame frame) throws InterruptedException {
    WriteStream<AgentFrame> stream = output;
    if (stream == null) {
      throw new IllegalStateException("the stream is not open");
    }
    await(write(stream, frame), "sending");
  }

  /** A stream that the other side cancelled refuses to be written to by an exception. */
  private static Future<Void> write(WriteStream<AgentFrame> stream, AgentFrame frame) {
    try {
      return stream.write(frame);
    } catch (IllegalStateException ended) {
      return Future.failedFuture(ended);
    }
  }

  @Override
  public Optional<CollectorFrame> receive(Duration wait) throws InterruptedException {
    Event event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    if (event instanceof Event.Arrived arrived) {
      ReadStream<CollectorFrame> stream = input.get();
      if (stream != null) {
        stream.resume();
      }
      return Optional.of(arrived.frame());
    }
    if (event instanceof Event.Ended ended) {
      throw new StreamException(Kind.LATER, ended.why());
    }
    return Optional.empty();
  }

  /** Lets {@link #receive} return soon. From any thread. */
  void wake() {
    if (events.size() < MAX_WOKEN) {
      events.add(new Event.Woken());
    }
  }

  private <T> T await(Future<T> future, String what) throws InterruptedException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StreamException(Kind.LATER, what + ": " + text(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new StreamException(
          Kind.LATER, what + ": no progress in " + timeout.toSeconds() + " s");
    }
  }

  private static String text(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown failure";
    }
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    WriteStream<AgentFrame> stream = output;
    output = null;
    if (stream instanceof io.vertx.grpc.client.GrpcClientRequest<?, ?> request) {
      request.cancel();
    }
  }
}
