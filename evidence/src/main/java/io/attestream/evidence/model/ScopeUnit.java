package io.attestream.evidence.model;

/**
 * What one scan covers.
 *
 * @param id {@code aws:<account>:<region>} ({@code global} for the account's global part), {@code
 *     kubernetes:<cluster>} or {@code manifests:<name>}; 1 to 200 printable ASCII characters without
 *     space
 */
public record ScopeUnit(String id) implements Comparable<ScopeUnit> {
  public ScopeUnit {
    if (!id.matches("[!-~]{1,200}")) {
      throw new IllegalArgumentException(
          "scope unit id '" + id + "' must be 1 to 200 printable ASCII characters without space");
    }
  }

  /** The part before the first colon: {@code aws}, {@code kubernetes} or {@code manifests}. */
  public String kind() {
    int colon = id.indexOf(':');
    return colon < 0 ? id : id.substring(0, colon);
  }

  @Override
  public int compareTo(ScopeUnit other) {
    return id.compareTo(other.id);
  }
}
