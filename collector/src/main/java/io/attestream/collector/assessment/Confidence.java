package io.attestream.collector.assessment;

/** How far the evidence carries a grade. */
public enum Confidence {
  /** Fully automated control, fresh evidence from at least 95 % of the declared scope. */
  HIGH,
  /** Partly automated control. */
  MEDIUM,
  /** Weakly automated or manual control, or the grade was capped by missing evidence. */
  LOW
}
