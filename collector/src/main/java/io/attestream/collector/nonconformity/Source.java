package io.attestream.collector.nonconformity;

/** Where an entry comes from. */
public enum Source {
  GRADE("the product's grade"),
  FINDING("a failing check"),
  INTERNAL_AUDIT("internal audit"),
  EXTERNAL_AUDIT("external audit"),
  OBSERVATION("observation");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
