package io.attestream.agent.stream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.grpc.client.GrpcClient;
import java.util.concurrent.TimeUnit;

/** The Vert.x runtime and the gRPC client of one agent. */
public final class CollectorLink implements AutoCloseable {
  private static final long CLOSE_SECONDS = 5;

  private final Vertx vertx;
  private final GrpcClient client;

  public CollectorLink(CollectorAddress address) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    client = GrpcClient.client(vertx, address.http());
  }

  public GrpcClient client() {
    return client;
  }

  @Override
  public void close() {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failure -> null)
        .join();
  }
}
