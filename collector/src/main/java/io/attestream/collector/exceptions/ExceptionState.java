package io.attestream.collector.exceptions;

/** Where an exception stands. Only those in force and expiring take failures out of the grades. */
public enum ExceptionState {
  IN_FORCE,
  EXPIRING,
  EXPIRED,
  UNAPPROVED
}
