package io.attestream.agent.testing;

import com.google.protobuf.ByteString;
import io.attestream.agent.stream.CollectorAddress;
import io.attestream.evidence.dsse.Dsse;
import io.attestream.evidence.dsse.Envelope;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.key.Ed25519Key;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.leaf.Disclosure;
import io.attestream.evidence.leaf.LeafKey;
import io.attestream.evidence.leaf.LeafSetDigest;
import io.attestream.evidence.leaf.ResultLeaf;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.ManifestCodec;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.Challenge;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.EnrolReply;
import io.attestream.protocol.v1.EnrolRequest;
import io.attestream.protocol.v1.IngestGrpcService;
import io.attestream.protocol.v1.IngestService;
import io.attestream.protocol.v1.Provisional;
import io.attestream.protocol.v1.Put;
import io.attestream.protocol.v1.Recall;
import io.attestream.protocol.v1.Recalled;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Welcome;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.grpc.server.GrpcServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A collector for one agent that keeps a real log and gives real proofs over a real gRPC server. It
 * recomputes what a commit signs, as the real one does. {@link #misbehave} makes it fail on purpose.
 */
public final class FakeCollector implements AutoCloseable {
  /** What the collector does wrong, each once unless it says otherwise. */
  public enum Fault {
    NONE,
    /** Stores the commit and ends the stream in place of the answer. */
    LOST_ACK,
    /** Gives an inclusion proof with one bit flipped. */
    WRONG_INCLUSION,
    /** Signs a checkpoint of another log; stays so until told otherwise. */
    FORK,
    /** Asks for the unit in full. */
    RESYNC,
    /** Says that it cannot read the commit. */
    MALFORMED,
    /** Says that it cannot store now. */
    UNAVAILABLE,
    /** Never answers; stays so until told otherwise. */
    SILENT,
    /** Says that it holds one commit less than it proved; stays so until told otherwise. */
    OLDER_WELCOME,
    /** Gives a commit of its own making back as the agent's newest; stays so until told otherwise. */
    FORGED_COMMIT,
    /** Gives the commit before the newest back as the newest; stays so until told otherwise. */
    OLDER_COMMIT,
    /** Gives a leaf back that stands for longer than it does; stays so until told otherwise. */
    CHANGED_LEAF,
    /** Gives another disclosure back than the leaf's; stays so until told otherwise. */
    CHANGED_EVIDENCE,
    /** Leaves a leaf out of what it gives back; stays so until told otherwise. */
    MISSING_LEAF
  }

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final FakeLog log;
  private final FakeLog fork;
  private final Map<Long, Long> indexes = new HashMap<>();
  private final Map<String, TreeMap<LeafKey, ResultLeaf>> units = new HashMap<>();
  private final Map<String, Hash> roots = new HashMap<>();
  private final Map<String, TreeMap<LeafKey, Put>> puts = new HashMap<>();
  private final Map<String, Long> newest = new TreeMap<>();
  private final List<Manifest> manifests = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final ConcurrentLinkedQueue<Provisional> provisional = new ConcurrentLinkedQueue<>();
  private @Nullable Ed25519PublicKey agentKey;
  private volatile Fault fault = Fault.NONE;
  private long lastSeq;
  private byte[] lastEnvelope = new byte[0];
  private int refusals;

  public FakeCollector() {
    Ed25519Key key = Ed25519Key.ofSeed(new byte[32]);
    log = new FakeLog("collector.example/log", key);
    fork = new FakeLog("collector.example/log", key);
    log.append("log-start".getBytes(StandardCharsets.UTF_8));
    fork.append("another log-start".getBytes(StandardCharsets.UTF_8));
    GrpcServer grpc = GrpcServer.server(vertx);
    grpc.addService(IngestGrpcService.of(new Service()));
    server =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
                .requestHandler(grpc)
                .listen(0, "127.0.0.1"));
  }

  public CollectorAddress address() {
    return CollectorAddress.of("http://127.0.0.1:" + server.actualPort(), "");
  }

  public void misbehave(Fault next) {
    fault = next;
  }

  public String logKey() {
    return log.vkey();
  }

  /** The manifests in the log, in order. */
  public synchronized List<Manifest> manifests() {
    return List.copyOf(manifests);
  }

  /** The leaves of a unit. */
  public synchronized Map<LeafKey, ResultLeaf> leaves(String unit) {
    return Map.copyOf(units.getOrDefault(unit, new TreeMap<>()));
  }

  /** What an honest agent never causes. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** Commits that were refused on purpose. */
  public synchronized int refusals() {
    return refusals;
  }

  public List<Provisional> provisional() {
    return List.copyOf(provisional);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private final class Service extends IngestService {
    @Override
    public Future<EnrolReply> enrol(EnrolRequest request) {
      String text = "attestream-enrol-v1\n" + request.getToken() + "\n" + request.getName() + "\n";
      Ed25519PublicKey key = Ed25519PublicKey.ofRaw(request.getPublicKey().toByteArray());
      if (!request.getToken().equals("token")
          || !key.verify(
              text.getBytes(StandardCharsets.UTF_8), request.getSignature().toByteArray())) {
        return Future.failedFuture(
            new io.vertx.grpc.server.StatusException(
                io.vertx.grpc.common.GrpcStatus.UNAUTHENTICATED));
      }
      agentKey = key;
      return Future.succeededFuture(
          EnrolReply.newBuilder()
              .setAgentId(request.getName())
              .setKeyId(key.keyId())
              .setLogKey(log.vkey())
              .setOrigin(log.origin())
              .build());
    }

    @Override
    protected void stream(ReadStream<AgentFrame> request, WriteStream<CollectorFrame> response) {
      Conversation conversation = new Conversation(response);
      request.handler(conversation::handle);
      request.exceptionHandler(failure -> {});
      request.endHandler(end -> response.end());
    }

    @Override
    protected void enrol(EnrolRequest request, Completable<EnrolReply> response) {
      enrol(request).onComplete(response);
    }
  }

  /** One stream. */
  private final class Conversation {
    private final WriteStream<CollectorFrame> out;
    private final byte[] nonce = new byte[32];
    private final List<CommitPart> parts = new ArrayList<>();
    private long given;
    private byte[] envelope = new byte[0];
    private boolean ended;

    Conversation(WriteStream<CollectorFrame> out) {
      this.out = out;
      Arrays.fill(nonce, (byte) 7);
    }

    void handle(AgentFrame frame) {
      if (ended) {
        return;
      }
      synchronized (FakeCollector.this) {
        switch (frame.getFrameCase()) {
          case HELLO -> {
            given = frame.getHello().getSeenSize();
            send(
                CollectorFrame.newBuilder()
                    .setChallenge(Challenge.newBuilder().setNonce(ByteString.copyFrom(nonce))));
          }
          case PROOF -> welcome(frame.getProof().getSignature().toByteArray());
          case PROVISIONAL -> provisional.add(frame.getProvisional());
          case COMMIT_OPEN -> {
            envelope = frame.getCommitOpen().getEnvelope().toByteArray();
            parts.clear();
          }
          case COMMIT_PART -> parts.add(frame.getCommitPart());
          case COMMIT_CLOSE -> close(frame.getCommitClose().getSeq());
          case RECALL -> recall(frame.getRecall());
          case FRAME_NOT_SET -> problems.add("an empty frame");
        }
      }
    }

    private void welcome(byte[] signature) {
      byte[] head =
          ("attestream-stream-v1\nagent\n" + log.origin() + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] message = Arrays.copyOf(head, head.length + nonce.length);
      System.arraycopy(nonce, 0, message, head.length, nonce.length);
      if (agentKey == null || !agentKey.verify(message, signature)) {
        reject(0, Reject.Code.UNAUTHENTICATED, "wrong signature");
        return;
      }
      FakeLog told = fault == Fault.FORK ? fork : log;
      send(
          CollectorFrame.newBuilder()
              .setWelcome(
                  Welcome.newBuilder()
                      .setNextSeq(fault == Fault.OLDER_WELCOME ? lastSeq : lastSeq + 1)
                      .setLastEnvelope(ByteString.copyFrom(lastEnvelope))
                      .setCheckpoint(told.note())
                      .addAllConsistency(
                          told.size() < given ? List.of() : strings(told.consistency(given)))));
      given = told.size();
    }

    private void recall(Recall recall) {
      FakeLog told = fault == Fault.FORK ? fork : log;
      long seq = newest.getOrDefault(recall.getUnit(), lastSeq);
      if (recall.getUnit().isEmpty() && fault == Fault.OLDER_COMMIT) {
        seq--;
      }
      long index = indexes.getOrDefault(seq, 0L);
      byte[] envelope = log.entries().get((int) index);
      Manifest manifest = manifests.get((int) seq - 1);
      if (fault == Fault.FORGED_COMMIT) {
        envelope =
            Dsse.sign(
                    "application/vnd.in-toto+json",
                    ManifestCodec.bytes(manifest),
                    Ed25519Key.ofSeed(new byte[32]))
                .bytes();
      }
      while (told == fork && fork.size() < log.size()) {
        fork.append(envelope);
      }
      Recalled.Builder answer = Recalled.newBuilder().setUnit(recall.getUnit());
      if (recall.getAfter().isEmpty()) {
        answer
            .setEnvelope(ByteString.copyFrom(envelope))
            .setIndex(index)
            .addAllInclusion(strings(told.inclusion(index)))
            .addAllConsistency(strings(told.consistency(manifest.seen().size())));
      }
      if (recall.getUnit().isEmpty()) {
        answer.addAllUnits(newest.keySet());
      } else {
        page(answer, recall);
      }
      send(CollectorFrame.newBuilder().setRecalled(answer));
    }

    /** Two leaves a page, so that a few leaves take several. */
    private void page(Recalled.Builder answer, Recall recall) {
      TreeMap<LeafKey, Put> standing = puts.getOrDefault(recall.getUnit(), new TreeMap<>());
      for (Map.Entry<LeafKey, Put> leaf : standing.entrySet()) {
        boolean before =
            !recall.getAfter().isEmpty()
                && leaf.getKey().compareTo(LeafKey.of(recall.getAfter().toByteArray())) <= 0;
        if (before || (fault == Fault.MISSING_LEAF && leaf.getKey().equals(standing.firstKey()))) {
          continue;
        }
        if (answer.getPutCount() == 2) {
          answer.setMore(true);
          return;
        }
        answer.addPut(given(leaf.getValue()));
      }
    }

    private Put given(Put put) {
      if (fault == Fault.CHANGED_EVIDENCE) {
        return put.toBuilder().setEvidence(put.getIdentity()).build();
      }
      if (fault == Fault.CHANGED_LEAF) {
        ResultLeaf leaf = ResultLeaf.parse(put.getLeaf().toByteArray());
        ResultLeaf older =
            new ResultLeaf(
                leaf.key(),
                leaf.check(),
                leaf.version(),
                leaf.status(),
                leaf.since().minusSeconds(86_400),
                leaf.sdIdentity(),
                leaf.sdEvidence());
        return put.toBuilder().setLeaf(ByteString.copyFrom(older.bytes())).build();
      }
      return put;
    }

    private void close(long seq) {
      Fault now = fault;
      if (now == Fault.SILENT) {
        return;
      }
      if (now != Fault.FORK) {
        fault = Fault.NONE;
      }
      switch (now) {
        case RESYNC -> reject(seq, Reject.Code.RESYNC, "asked to");
        case MALFORMED -> reject(seq, Reject.Code.MALFORMED, "asked to");
        case UNAVAILABLE -> reject(seq, Reject.Code.UNAVAILABLE, "asked to");
        case NONE,
            LOST_ACK,
            WRONG_INCLUSION,
            FORK,
            SILENT,
            OLDER_WELCOME,
            FORGED_COMMIT,
            OLDER_COMMIT,
            CHANGED_LEAF,
            CHANGED_EVIDENCE,
            MISSING_LEAF ->
            store(seq, now);
      }
    }

    private void store(long seq, Fault now) {
      if (seq <= lastSeq) {
        acknowledge(seq, now);
        return;
      }
      Manifest manifest = ManifestCodec.parse(Envelope.parse(envelope).payload());
      Hash prev = manifest.prev();
      if (seq != lastSeq + 1
          || manifest.seq() != seq
          || !Arrays.equals(prev == null ? new byte[0] : prev.bytes(), lastEnvelope)) {
        reject(seq, Reject.Code.OUT_OF_SEQUENCE, "expected " + (lastSeq + 1));
        return;
      }
      String problem = apply(manifest);
      if (!problem.isEmpty()) {
        problems.add("commit " + seq + ": " + problem);
        reject(seq, Reject.Code.RESYNC, problem);
        return;
      }
      manifests.add(manifest);
      lastSeq = seq;
      lastEnvelope = Hash.sha256(envelope).bytes();
      indexes.put(seq, log.append(envelope));
      if (now == Fault.LOST_ACK) {
        ended = true;
        out.end();
        return;
      }
      acknowledge(seq, now);
    }

    private void acknowledge(long seq, Fault now) {
      long index = indexes.getOrDefault(seq, 0L);
      FakeLog told = now == Fault.FORK ? fork : log;
      while (told == fork && fork.size() < log.size()) {
        fork.append(envelope);
      }
      List<byte[]> inclusion = new ArrayList<>(told.inclusion(index));
      if (now == Fault.WRONG_INCLUSION) {
        byte[] changed = inclusion.get(0).clone();
        changed[0] ^= 1;
        inclusion.set(0, changed);
      }
      send(
          CollectorFrame.newBuilder()
              .setAck(
                  Ack.newBuilder()
                      .setSeq(seq)
                      .setIndex(index)
                      .addAllInclusion(strings(inclusion))
                      .addAllConsistency(strings(told.consistency(given)))
                      .setCheckpoint(told.note())));
      given = told.size();
    }

    private String apply(Manifest manifest) {
      String unit = manifest.unit().id();
      TreeMap<LeafKey, ResultLeaf> before = units.getOrDefault(unit, new TreeMap<>());
      if (!manifest.delta().snapshot()
          && !roots.getOrDefault(unit, Hash.sha256()).equals(manifest.delta().base())) {
        return "base is not the root of the last commit";
      }
      TreeMap<LeafKey, Put> brought =
          manifest.delta().snapshot()
              ? new TreeMap<>()
              : new TreeMap<>(puts.getOrDefault(unit, new TreeMap<>()));
      TreeMap<LeafKey, ResultLeaf> after =
          manifest.delta().snapshot() ? new TreeMap<>() : new TreeMap<>(before);
      long count = 0;
      long dels = 0;
      for (CommitPart part : parts) {
        for (Put put : part.getPutList()) {
          ResultLeaf leaf = ResultLeaf.parse(put.getLeaf().toByteArray());
          if (!Disclosure.digest(put.getIdentity().toStringUtf8()).equals(leaf.sdIdentity())
              || !Disclosure.digest(put.getEvidence().toStringUtf8()).equals(leaf.sdEvidence())) {
            return "a disclosure does not match its leaf";
          }
          if (leaf.equals(after.put(leaf.key(), leaf))) {
            return "a put that changes nothing";
          }
          brought.put(leaf.key(), put);
          count++;
        }
        for (ByteString key : part.getDelList()) {
          if (after.remove(LeafKey.of(key.toByteArray())) == null) {
            return "a del of what is not there";
          }
          brought.remove(LeafKey.of(key.toByteArray()));
          dels++;
        }
      }
      if (count != manifest.delta().put() || dels != manifest.delta().del()) {
        return count + " puts and " + dels + " dels came, signed are " + manifest.delta();
      }
      LeafSetDigest digest = new LeafSetDigest();
      after.forEach((key, leaf) -> digest.add(key, leaf.status(), leaf.bytes()));
      LeafSetDigest.Result result = digest.finish();
      if (!result.root().equals(manifest.root())
          || !result.flat().equals(manifest.flat())
          || !result.tally().equals(manifest.tally())) {
        return "root, flat or tally differ: " + result.tally() + " and " + manifest.tally();
      }
      units.put(unit, after);
      roots.put(unit, result.root());
      puts.put(unit, brought);
      newest.put(unit, manifest.seq());
      return "";
    }

    private void reject(long seq, Reject.Code code, String message) {
      refusals++;
      send(
          CollectorFrame.newBuilder()
              .setReject(Reject.newBuilder().setSeq(seq).setCode(code).setMessage(message)));
    }

    private void send(CollectorFrame.Builder frame) {
      out.write(frame.build());
    }
  }

  private static List<ByteString> strings(List<byte[]> hashes) {
    return hashes.stream().map(ByteString::copyFrom).toList();
  }
}
