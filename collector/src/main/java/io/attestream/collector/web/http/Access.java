package io.attestream.collector.web.http;

import io.attestream.collector.access.Role;
import io.attestream.collector.access.Session;
import java.util.Optional;

/** Who may use a route. */
public enum Access {
  /** No session is needed: sign-in, style sheets, health. */
  ANYONE,
  /** Every signed-in user. */
  VIEWER,
  /** Managers and administrators: whoever decides about the management system. */
  MANAGER,
  /** Administrators: whoever changes what the installation trusts. */
  ADMIN;

  /** Whether a session, or nobody, is let through. */
  public boolean admits(Optional<Session> session) {
    return switch (this) {
      case ANYONE -> true;
      case VIEWER -> session.isPresent();
      case MANAGER -> session.map(s -> s.user().role() != Role.VIEWER).orElse(false);
      case ADMIN -> session.map(s -> s.user().role() == Role.ADMIN).orElse(false);
    };
  }

  /** Who is let through, for a refusal. */
  String needs() {
    return switch (this) {
      case ANYONE, VIEWER -> "a session";
      case MANAGER -> "the role manager or admin";
      case ADMIN -> "the role admin";
    };
  }
}
