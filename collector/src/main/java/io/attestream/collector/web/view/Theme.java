package io.attestream.collector.web.view;

/** The four themes of Annex A, by the first number of a control's id. */
public enum Theme {
  ORGANIZATIONAL("5", "Organizational"),
  PEOPLE("6", "People"),
  PHYSICAL("7", "Physical"),
  TECHNOLOGICAL("8", "Technological");

  private final String clause;
  private final String title;

  Theme(String clause, String title) {
    this.clause = clause;
    this.title = title;
  }

  public String clause() {
    return clause;
  }

  public String title() {
    return title;
  }

  public boolean holds(String control) {
    return control.startsWith(clause + ".");
  }
}
