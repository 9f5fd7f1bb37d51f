package io.attestream.collector.notification;

import java.time.Duration;

/** A letter that was not taken; the message holds no secret. */
public final class SendFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final Duration notBefore;

  public SendFailure(String message) {
    this(message, Duration.ZERO);
  }

  /**
   * @param notBefore how long the other side asks to be left alone
   */
  public SendFailure(String message, Duration notBefore) {
    super(message);
    this.notBefore = notBefore;
  }

  Duration notBefore() {
    return notBefore;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
