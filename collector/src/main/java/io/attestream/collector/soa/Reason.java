package io.attestream.collector.soa;

/** Why a control is included. */
public enum Reason {
  RISK("risk treatment"),
  LAW("law or regulation"),
  CONTRACT("contract"),
  RULE("the organisation's own rule");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
