package io.attestream.collector.assessment;

/** What a check means for one control: KEY from strength full or partial, SUPPORTING from weak. */
public enum Role {
  KEY,
  SUPPORTING
}
