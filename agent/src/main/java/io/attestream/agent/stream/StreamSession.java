package io.attestream.agent.stream;

import io.attestream.agent.metrics.AgentMetrics;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.CommitDraft.Resigner;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.spool.SpooledCommit;
import io.attestream.agent.stream.StreamException.Kind;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.AgentFrame;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Provisional;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Welcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream from its handshake to its end. For one thread, which it blocks. */
final class StreamSession {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
  private static final Duration TICK = Duration.ofMillis(500);

  private final FrameChannel channel;
  private final Spool spool;
  private final Resigner resigner;
  private final StreamLimits limits;
  private final Clock clock;
  private final AgentMetrics metrics;
  private final ProvisionalBuffer provisional;
  private final Enrolment enrolment;
  private final CheckpointVerifier verifier;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private Checkpoint seen;
  private long sent;
  private long held;

  private record InFlight(SpooledCommit commit, Instant sentAt) {}

  StreamSession(
      FrameChannel channel,
      Spool spool,
      Resigner resigner,
      StreamLimits limits,
      Clock clock,
      AgentMetrics metrics,
      ProvisionalBuffer provisional) {
    this.channel = channel;
    this.spool = spool;
    this.resigner = resigner;
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    this.provisional = provisional;
    this.enrolment =
        spool
            .state()
            .enrolled()
            .orElseThrow(() -> new IllegalStateException("the agent is not enrolled"));
    this.verifier = new CheckpointVerifier(enrolment.logKey());
    this.seen = enrolment.seen();
  }

  /** Shakes hands and finds the place in the chain where both sides are. */
  void begin() throws InterruptedException {
    Welcome welcome = Handshake.perform(channel, enrolment, spool.key(), limits.progress());
    Checkpoint now = verifier.welcomed(welcome, seen);
    ChainPosition.check(spool, welcome);
    if (now.size() > seen.size()) {
      spool.seen(now);
      seen = now;
    }
    held = welcome.getNextSeq() - 1;
  }

  /** Sends and listens until the stream ends. */
  void run(Runnable progress) throws InterruptedException {
    while (true) {
      fill();
      preview();
      Optional<CollectorFrame> frame = channel.receive(TICK);
      if (frame.isPresent()) {
        handle(frame.get());
        progress.run();
      }
      overdue();
    }
  }

  private void fill() throws InterruptedException {
    while (inFlight.size() < limits.window()) {
      List<SpooledCommit> next = spool.after(sent, 1);
      if (next.isEmpty()) {
        return;
      }
      SpooledCommit commit = next.get(0);
      CommitSender.send(channel, spool, commit);
      sent = commit.seq();
      inFlight.add(new InFlight(commit, clock.instant()));
    }
  }

  private void preview() throws InterruptedException {
    for (Optional<Provisional> next = provisional.poll();
        next.isPresent();
        next = provisional.poll()) {
      channel.send(AgentFrame.newBuilder().setProvisional(next.get()).build());
    }
  }

  private void handle(CollectorFrame frame) {
    switch (frame.getFrameCase()) {
      case ACK -> acknowledged(frame.getAck());
      case REJECT -> rejected(frame.getReject());
      case CHALLENGE, WELCOME, RECALLED, FRAME_NOT_SET ->
          throw new StreamException(
              Kind.LATER, "the collector sent an unexpected " + frame.getFrameCase());
    }
  }

  private void acknowledged(Ack ack) {
    InFlight first = inFlight.peek();
    if (first == null || first.commit().seq() != ack.getSeq()) {
      throw new StreamException(
          Kind.LATER, "acknowledgement of commit " + ack.getSeq() + ", which was not awaited");
    }
    seen = verifier.acknowledged(ack, first.commit(), seen);
    spool.acknowledged(ack.getSeq(), seen);
    inFlight.remove();
    metrics.acknowledged();
    LOG.debug("commit {} is entry {} of the log", ack.getSeq(), ack.getIndex());
  }

  private void rejected(Reject reject) {
    long seq = reject.getSeq();
    String text = "commit " + seq + ": " + reject.getMessage();
    Optional<InFlight> named =
        inFlight.stream().filter(one -> one.commit().seq() == seq).findFirst();
    switch (reject.getCode()) {
      case UNAUTHENTICATED -> throw new StreamException(Kind.FATAL, reject.getMessage());
      case OUT_OF_SEQUENCE -> outOfSequence(seq, text, named.isPresent());
      case RESYNC -> {
        if (named.isEmpty()) {
          throw new StreamException(Kind.LATER, "unexpected request to resync " + text);
        }
        if (named.get().commit().full()) {
          quarantine(seq, "a full snapshot was answered with RESYNC: " + reject.getMessage());
        } else {
          spool.resync(seq, resigner);
        }
        throw new StreamException(Kind.AGAIN, "resync of " + text);
      }
      case MALFORMED -> {
        if (named.isEmpty()) {
          throw new StreamException(Kind.LATER, "malformed: " + reject.getMessage());
        }
        quarantine(seq, reject.getMessage());
        throw new StreamException(Kind.AGAIN, "malformed " + text);
      }
      case UNAVAILABLE, CODE_UNSPECIFIED, UNRECOGNIZED ->
          throw new StreamException(Kind.LATER, reject.getCode() + " " + text);
    }
  }

  /** A commit that the collector says it holds, and whose digest it named, may be skipped. */
  private void outOfSequence(long seq, String text, boolean awaited) {
    if (awaited && seq <= held) {
      LOG.warn("commit {} is held by the collector, its proof was lost", seq);
      metrics.unproven();
      spool.held(seq);
      inFlight.removeIf(one -> one.commit().seq() == seq);
      return;
    }
    throw new StreamException(Kind.LATER, "out of sequence: " + text);
  }

  private void quarantine(long seq, String message) {
    LOG.error(
        "ALARM: the collector cannot read commit {}: {}. It is set aside; the unit is sent in full.",
        seq,
        message);
    metrics.alarm();
    spool.alarm("commit refused: " + message);
    spool.quarantine(seq, message, clock.instant().getEpochSecond(), resigner);
  }

  private void overdue() {
    InFlight first = inFlight.peek();
    if (first != null && first.sentAt().plus(limits.ack()).isBefore(clock.instant())) {
      throw new StreamException(
          Kind.ALARM,
          "no proof for commit "
              + first.commit().seq()
              + " within "
              + limits.ack().toSeconds()
              + " s");
    }
  }
}
