package io.attestream.collector.confirmed;

/** What was confirmed. */
public enum ConfirmedKind {
  /** Failures of a check exposed classified data. */
  EXPOSURE,
  /** Logs or evidence that a control rests on were tampered with. */
  TAMPERING
}
