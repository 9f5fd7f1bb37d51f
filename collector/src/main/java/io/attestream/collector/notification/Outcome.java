package io.attestream.collector.notification;

/** Where a delivery stands; everything but WAITING is an end. */
public enum Outcome {
  WAITING,
  SENT,
  /** A later change of the same thing stands for it, or took it back. */
  FOLDED,
  /** Tried for three days. */
  FAILED,
  /** The outbox was full, or its channel is no more. */
  DROPPED
}
