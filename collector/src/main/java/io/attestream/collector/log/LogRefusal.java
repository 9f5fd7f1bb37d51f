package io.attestream.collector.log;

/**
 * Work that turned out not to be acceptable. Thrown inside the sequencer's transaction, it undoes this
 * work and no other. Subclasses say why.
 */
public abstract class LogRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected LogRefusal(String message) {
    super(message);
  }
}
