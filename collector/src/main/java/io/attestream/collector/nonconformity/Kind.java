package io.attestream.collector.nonconformity;

/** How grave an entry is. An opportunity for improvement is no nonconformity and lives shorter. */
public enum Kind {
  MAJOR("major", "NC"),
  MINOR("minor", "NC"),
  OFI("opportunity for improvement", "OFI");

  private final String words;
  private final String prefix;

  Kind(String words, String prefix) {
    this.words = words;
    this.prefix = prefix;
  }

  public String words() {
    return words;
  }

  /** What its numbers begin with. */
  String prefix() {
    return prefix;
  }

  public boolean nonconformity() {
    return this != OFI;
  }
}
