package io.attestream.collector.access;

/** What a user may do. */
public enum Role {
  /** Everything, including agents, tokens and users. */
  ADMIN,
  /** Decides about the management system: Statement of Applicability, documents and records. */
  MANAGER,
  /** Reads everything that is not a credential. */
  VIEWER;

  /** The stored form. */
  String stored() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Role fromStored(String stored) {
    return valueOf(stored.toUpperCase(java.util.Locale.ROOT));
  }
}
