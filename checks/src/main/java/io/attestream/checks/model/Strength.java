package io.attestream.checks.model;

import java.util.Locale;

/** How much of a control's intent a passing check shows. */
public enum Strength {
  /** The technical part of the control is shown. */
  FULL,
  /** A material part of the control is shown. */
  PARTIAL,
  /** A hint only; a supporting check. */
  WEAK;

  /** The form in check files: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
