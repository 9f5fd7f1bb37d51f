package io.attestream.collector.ingest;

import io.attestream.collector.access.EnrolmentTokens;
import io.attestream.collector.live.LiveEvent.AgentChanged;
import io.attestream.evidence.entry.RotateEntry;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.IngestGrpcService;
import io.attestream.protocol.v1.PutPackReply;
import io.attestream.protocol.v1.PutPackRequest;
import io.attestream.protocol.v1.RotateReply;
import io.attestream.protocol.v1.RotateRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The gRPC service {@code attestream.v1.Ingest} on a Vert.x server. */
public final class IngestService {
  private static final int WORKERS = 4;

  private final Vertx vertx;
  private final IngestContext context;
  private final EnrolmentTokens tokens;
  private final WorkerExecutor workers;
  private final AssemblyBudget budget;
  private final IngestCounts counts = new IngestCounts();
  private final Set<AgentStream> streams = ConcurrentHashMap.newKeySet();

  public IngestService(Vertx vertx, IngestContext context, EnrolmentTokens tokens) {
    this.vertx = vertx;
    this.context = context;
    this.tokens = tokens;
    this.workers = vertx.createSharedWorkerExecutor("ingest", WORKERS);
    this.budget = new AssemblyBudget(context.limits().assemblyBytes());
  }

  /** The handler for {@code application/grpc} requests. */
  public GrpcServer server() {
    GrpcServer server =
        GrpcServer.server(
            vertx, new GrpcServerOptions().setMaxMessageSize(context.limits().frameBytes()));
    server.callHandler(IngestGrpcService.Enrol, this::enrol);
    server.callHandler(IngestGrpcService.Rotate, this::rotate);
    server.callHandler(IngestGrpcService.PutPack, this::putPack);
    server.callHandler(IngestGrpcService.Stream, this::stream);
    return server;
  }

  public IngestCounts counts() {
    return counts;
  }

  /** Ids of the agents whose streams are open. */
  public Set<String> connected() {
    Set<String> agents = ConcurrentHashMap.newKeySet();
    streams.stream().map(AgentStream::agent).filter(id -> !id.isEmpty()).forEach(agents::add);
    return agents;
  }

  private void stream(GrpcServerRequest<AgentFrame, CollectorFrame> request) {
    if (streams.size() >= context.limits().streams()) {
      request.response().status(GrpcStatus.RESOURCE_EXHAUSTED).end();
      return;
    }
    AgentStream stream = new AgentStream(request, workers, context, budget, counts, this::changed);
    streams.add(stream);
    stream.onClose(() -> closed(stream));
  }

  private void closed(AgentStream stream) {
    if (streams.remove(stream) && !stream.agent().isEmpty()) {
      context.live().publish(new AgentChanged(stream.agent()));
    }
  }

  /** An agent proved itself: its older stream, if any, is a dead connection. */
  private void changed(AgentStream opened) {
    for (AgentStream other : streams) {
      if (other != opened && other.agent().equals(opened.agent())) {
        other.end();
      }
    }
    context.live().publish(new AgentChanged(opened.agent()));
  }

  private void enrol(GrpcServerRequest<EnrolRequest, EnrolReply> request) {
    GrpcServerResponse<EnrolRequest, EnrolReply> response = request.response();
    request
        .last()
        .compose(this::enrol)
        .onSuccess(response::end)
        .onFailure(
            failure -> response.status(status(failure)).statusMessage(message(failure)).end());
  }

  private Future<EnrolReply> enrol(EnrolRequest request) {
    Promise<EnrolReply> promise = Promise.promise();
    workers
        .executeBlocking(
            () -> new EnrolWork(request, tokens, context.identity().statements(), context.clock()),
            false)
        .onFailure(promise::fail)
        .onSuccess(
            work ->
                context
                    .sequencer()
                    .submit(work)
                    .whenComplete(
                        (done, failure) -> {
                          if (failure != null) {
                            promise.fail(failure);
                          } else {
                            context.live().publish(new AgentChanged(request.getName()));
                            promise.complete(reply(request.getName(), done.result()));
                          }
                        }));
    return promise.future();
  }

  private void rotate(GrpcServerRequest<RotateRequest, RotateReply> request) {
    GrpcServerResponse<RotateRequest, RotateReply> response = request.response();
    request
        .last()
        .compose(this::rotate)
        .onSuccess(response::end)
        .onFailure(
            failure -> response.status(status(failure)).statusMessage(message(failure)).end());
  }

  private Future<RotateReply> rotate(RotateRequest request) {
    return workers
        .executeBlocking(() -> new RotateWork(request), false)
        .compose(
            work ->
                Future.fromCompletionStage(
                    context.sequencer().submit(work), vertx.getOrCreateContext()))
        .map(
            done -> {
              RotateEntry entry = done.result();
              context.live().publish(new AgentChanged(entry.agent()));
              return RotateReply.newBuilder().setKeyId(entry.newKey().keyId()).build();
            });
  }

  private void putPack(GrpcServerRequest<PutPackRequest, PutPackReply> request) {
    GrpcServerResponse<PutPackRequest, PutPackReply> response = request.response();
    request
        .last()
        .compose(pack -> workers.executeBlocking(() -> keep(pack), false))
        .onSuccess(kept -> response.end(PutPackReply.getDefaultInstance()))
        .onFailure(
            failure -> response.status(status(failure)).statusMessage(message(failure)).end());
  }

  private boolean keep(PutPackRequest pack) {
    PackIntake.check(pack);
    PackIntake intake = new PackIntake(context.clock());
    context.database().change(handle -> intake.keep(handle, pack));
    return true;
  }

  private EnrolReply reply(String agent, Ed25519PublicKey key) {
    return EnrolReply.newBuilder()
        .setAgentId(agent)
        .setKeyId(key.keyId())
        .setLogKey(context.identity().verifier().vkey())
        .setOrigin(context.identity().origin())
        .build();
  }

  private static GrpcStatus status(Throwable failure) {
    if (failure instanceof CommitRefusal refusal) {
      return switch (refusal.code()) {
        case UNAUTHENTICATED -> GrpcStatus.UNAUTHENTICATED;
        case MALFORMED, OUT_OF_SEQUENCE, RESYNC, CODE_UNSPECIFIED, UNRECOGNIZED ->
            GrpcStatus.INVALID_ARGUMENT;
        case UNAVAILABLE -> GrpcStatus.UNAVAILABLE;
      };
    }
    return GrpcStatus.UNAVAILABLE;
  }

  private static String message(Throwable failure) {
    return failure instanceof CommitRefusal refusal ? refusal.problem() : "it could not be stored";
  }
}
