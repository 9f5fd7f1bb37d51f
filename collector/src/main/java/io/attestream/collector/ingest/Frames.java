package io.attestream.collector.ingest;

import com.google.protobuf.ByteString;
import io.attestream.protocol.v1.Ack;
import io.attestream.protocol.v1.Challenge;
import io.attestream.protocol.v1.CollectorFrame;
import io.attestream.protocol.v1.Recalled;
import io.attestream.protocol.v1.Reject;
import io.attestream.protocol.v1.Welcome;
import java.util.List;

/** The collector's frames. */
final class Frames {
  private static final int MAX_MESSAGE = 1000;

  private Frames() {}

  static CollectorFrame challenge(byte[] nonce) {
    return CollectorFrame.newBuilder()
        .setChallenge(Challenge.newBuilder().setNonce(ByteString.copyFrom(nonce)))
        .build();
  }

  static CollectorFrame welcome(
      long nextSeq, byte[] lastEnvelope, String checkpoint, List<byte[]> consistency) {
    return CollectorFrame.newBuilder()
        .setWelcome(
            Welcome.newBuilder()
                .setNextSeq(nextSeq)
                .setLastEnvelope(ByteString.copyFrom(lastEnvelope))
                .setCheckpoint(checkpoint)
                .addAllConsistency(hashes(consistency)))
        .build();
  }

  static CollectorFrame ack(
      long seq, long index, List<byte[]> inclusion, List<byte[]> consistency, String checkpoint) {
    return CollectorFrame.newBuilder()
        .setAck(
            Ack.newBuilder()
                .setSeq(seq)
                .setIndex(index)
                .addAllInclusion(hashes(inclusion))
                .addAllConsistency(hashes(consistency))
                .setCheckpoint(checkpoint))
        .build();
  }

  static CollectorFrame reject(long seq, Reject.Code code, String message) {
    String cut = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    return CollectorFrame.newBuilder()
        .setReject(Reject.newBuilder().setSeq(seq).setCode(code).setMessage(cut))
        .build();
  }

  static CollectorFrame recalled(Recalled recalled) {
    return CollectorFrame.newBuilder().setRecalled(recalled).build();
  }

  static List<ByteString> hashes(List<byte[]> proof) {
    return proof.stream().map(ByteString::copyFrom).toList();
  }
}
