package io.attestream.collector.ingest;

import io.attestream.collector.live.LiveEvent.CommitApplied;
import io.attestream.collector.live.LiveEvent.EvidenceRefused;
import io.attestream.collector.log.LogReader;
import io.attestream.collector.log.Sequenced;
import io.attestream.collector.store.DatabaseException;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.CommitClose;
import io.attestream.protocol.v1.CommitOpen;
import io.attestream.protocol.v1.CommitPart;
import io.attestream.protocol.v1.Recall;
import io.attestream.protocol.v1.Reject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's stream after the transport. Frames are handled one at a time and may block; answers to
 * commits go out in the order of the commits.
 */
final class AgentSession {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);

  private enum Stage {
    HELLO,
    PROOF,
    OPEN,
    ENDED
  }

  private final IngestContext context;
  private final AssemblyBudget budget;
  private final IngestCounts counts;
  private final Outlet outlet;
  private final Executor blocking;
  private final Handshake handshake;
  private final ProvisionalRelay provisional;
  private final AtomicInteger inFlight = new AtomicInteger();
  private Stage stage = Stage.HELLO;
  private @Nullable CommitIntake intake;
  private boolean committed;
  private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

  /** Newest size that the agent verified or was given; touched only in the order of the answers. */
  private long verifiedSize;

  /**
   * @param blocking runs what waits for the database
   */
  AgentSession(
      IngestContext context,
      AssemblyBudget budget,
      IngestCounts counts,
      Outlet outlet,
      Executor blocking) {
    this.context = context;
    this.budget = budget;
    this.counts = counts;
    this.outlet = outlet;
    this.blocking = blocking;
    this.handshake = new Handshake(context);
    this.provisional = new ProvisionalRelay(context, counts);
  }

  /** Commits that wait for the log. */
  int inFlight() {
    return inFlight.get();
  }

  /** The agent's id once it has proved itself; empty before. */
  String agent() {
    return stage == Stage.OPEN ? handshake.agent().id() : "";
  }

  /** Completes when every commit that came so far is answered. */
  CompletableFuture<Void> drained() {
    return answered;
  }

  /** Handles a frame; never throws. */
  void handle(AgentFrame frame) {
    try {
      switch (stage) {
        case HELLO -> hello(frame);
        case PROOF -> proof(frame);
        case OPEN -> open(frame);
        case ENDED -> {}
      }
    } catch (CommitRefusal e) {
      endWith(e.code(), e.problem());
    } catch (RuntimeException e) {
      LOG.warn("a frame could not be handled", e);
      endWith(Reject.Code.UNAVAILABLE, "the collector could not handle the frame");
    }
  }

  /** The transport is gone. */
  void closed() {
    stage = Stage.ENDED;
    letGo();
  }

  /** Ends the stream because the transport could not read a message. */
  void unreadable(String problem) {
    endWith(Reject.Code.MALFORMED, problem);
  }

  private void hello(AgentFrame frame) {
    if (!frame.hasHello()) {
      throw CommitRefusal.malformed("the first frame must be Hello, not " + frame.getFrameCase());
    }
    outlet.send(handshake.hello(frame.getHello()));
    stage = Stage.PROOF;
  }

  private void proof(AgentFrame frame) {
    if (!frame.hasProof()) {
      throw CommitRefusal.malformed("after Challenge comes Proof, not " + frame.getFrameCase());
    }
    outlet.send(handshake.proof(frame.getProof()));
    verifiedSize = handshake.seenSize();
    stage = Stage.OPEN;
  }

  private void open(AgentFrame frame) {
    switch (frame.getFrameCase()) {
      case PROVISIONAL -> provisional.relay(handshake.agent().id(), frame.getProvisional());
      case COMMIT_OPEN -> openCommit(frame.getCommitOpen());
      case COMMIT_PART -> addPart(frame.getCommitPart());
      case COMMIT_CLOSE -> closeCommit(frame.getCommitClose());
      case RECALL -> recall(frame.getRecall());
      case HELLO, PROOF, FRAME_NOT_SET ->
          throw CommitRefusal.malformed("unexpected frame " + frame.getFrameCase());
    }
  }

  /** An agent that lost its state asks before it commits anything. */
  private void recall(Recall recall) {
    if (committed) {
      throw CommitRefusal.malformed("Recall after a commit");
    }
    outlet.send(
        Frames.recalled(
            context
                .database()
                .read(
                    handle ->
                        new RecallReader(handle, handshake.agent().id(), handshake.seenSize())
                            .read(recall))));
  }

  private void openCommit(CommitOpen open) {
    if (intake != null) {
      throw CommitRefusal.malformed(
          "CommitOpen " + open.getSeq() + " while commit " + intake.seq() + " is open");
    }
    committed = true;
    intake = new CommitIntake(open, handshake.agent(), budget, context);
  }

  private void addPart(CommitPart part) {
    current(part.getSeq(), "CommitPart").add(part);
  }

  private void closeCommit(CommitClose close) {
    CommitIntake finished = current(close.getSeq(), "CommitClose");
    intake = null;
    inFlight.incrementAndGet();
    StagedCommit commit;
    try {
      commit = finished.finish();
    } catch (CommitRefusal e) {
      CollectorFrame refusal = reject(finished.seq(), e);
      answered = answered.thenAccept(before -> answer(refusal));
      return;
    }
    CompletableFuture<Sequenced<CommitReceipt>> sequenced = sequence(commit);
    answered =
        answered
            .thenCompose(
                before ->
                    sequenced
                        .thenApplyAsync(done -> acknowledge(commit, done), blocking)
                        .exceptionally(failure -> reject(finished.seq(), failure)))
            .thenAccept(this::answer);
  }

  private CommitIntake current(long seq, String frame) {
    CommitIntake open = intake;
    if (open == null || open.seq() != seq) {
      throw CommitRefusal.malformed(
          frame
              + " "
              + seq
              + ", but "
              + (open == null ? "no commit" : "commit " + open.seq())
              + " is open");
    }
    return open;
  }

  private CompletableFuture<Sequenced<CommitReceipt>> sequence(StagedCommit commit) {
    CommitWork work =
        new CommitWork(commit, context.identity().origin(), context.listeners(), context.clock());
    return context.sequencer().submit(work).whenComplete((done, failure) -> commit.parts().close());
  }

  private CollectorFrame acknowledge(StagedCommit commit, Sequenced<CommitReceipt> done) {
    CommitReceipt receipt = done.result();
    counts.committed(receipt, commit.parts().received());
    if (!receipt.again()) {
      context
          .live()
          .publish(
              new CommitApplied(
                  commit.manifest().unit().id(),
                  commit.manifest().agent(),
                  receipt.index(),
                  receipt.puts(),
                  receipt.dels(),
                  receipt.transitions()));
    }
    long size = done.checkpoint().size();
    long from = Math.min(verifiedSize, size);
    CollectorFrame ack =
        context
            .database()
            .read(
                handle -> {
                  LogReader log = new LogReader(handle);
                  return Frames.ack(
                      commit.manifest().seq(),
                      receipt.index(),
                      log.inclusion(receipt.index(), size),
                      log.consistency(from, size),
                      done.note());
                });
    verifiedSize = size;
    return ack;
  }

  private CollectorFrame reject(long seq, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CommitRefusal refusal) {
      counts.rejected(refusal.code());
      tell(seq, refusal.code(), refusal.problem());
      return Frames.reject(seq, refusal.code(), refusal.problem());
    }
    counts.rejected(Reject.Code.UNAVAILABLE);
    boolean full =
        cause instanceof DatabaseException known && known.code() == DatabaseException.Code.FULL;
    if (full) {
      LOG.warn("commit {} could not be stored: the disk is full", seq);
    } else {
      LOG.warn("commit {} could not be stored", seq, cause);
    }
    return Frames.reject(
        seq, Reject.Code.UNAVAILABLE, full ? "the disk is full" : "the commit could not be stored");
  }

  /** A resynchronisation is no fault, and what the collector cannot do is not the agent's. */
  private void tell(long seq, Reject.Code code, String problem) {
    if (code != Reject.Code.RESYNC && code != Reject.Code.UNAVAILABLE) {
      context
          .live()
          .publish(new EvidenceRefused(handshake.agent().id(), seq, code.name(), problem));
    }
  }

  private void answer(CollectorFrame frame) {
    inFlight.decrementAndGet();
    outlet.send(frame);
  }

  private void endWith(Reject.Code code, String message) {
    long seq = intake == null ? 0 : intake.seq();
    if (stage == Stage.OPEN) {
      tell(seq, code, message);
    }
    stage = Stage.ENDED;
    counts.rejected(code);
    letGo();
    // Answers to commits that are under way still go out first.
    answered =
        answered.thenAccept(
            before -> {
              outlet.send(Frames.reject(seq, code, message));
              outlet.end();
            });
  }

  private void letGo() {
    if (intake != null) {
      intake.close();
      intake = null;
    }
  }
}
