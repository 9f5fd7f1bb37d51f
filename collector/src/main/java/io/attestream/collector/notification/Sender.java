package io.attestream.collector.notification;

/** Brings letters to one channel. */
@FunctionalInterface
public interface Sender {
  /**
   * Sends it; blocks until the other side took it, within bounds.
   *
   * @throws SendFailure when it is not known to be taken
   */
  void send(Letter letter) throws SendFailure;
}
