package io.attestream.checks.control;

/** The four themes of Annex A, told by the first number of a control. */
public enum Theme {
  ORGANIZATIONAL(5, "Organizational controls"),
  PEOPLE(6, "People controls"),
  PHYSICAL(7, "Physical controls"),
  TECHNOLOGICAL(8, "Technological controls");

  private final int chapter;
  private final String title;

  Theme(int chapter, String title) {
    this.chapter = chapter;
    this.title = title;
  }

  public int chapter() {
    return chapter;
  }

  public String title() {
    return title;
  }

  /**
   * @throws IllegalArgumentException when the control is in none
   */
  static Theme of(String controlId) {
    for (Theme theme : values()) {
      if (controlId.startsWith(theme.chapter + ".")) {
        return theme;
      }
    }
    throw new IllegalArgumentException("control '" + controlId + "' is in no theme");
  }
}
