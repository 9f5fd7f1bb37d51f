package io.attestream.checks.model;

import java.util.Locale;

/** How bad a failure is; it sets the grace in which a failure may be remedied. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  /** The form in check files: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
