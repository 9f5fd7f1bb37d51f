package io.attestream.collector.notification;

import java.util.Locale;

/** What can turn. */
public enum Kind {
  /** The grade of a control. */
  CONTROL("Control", "/controls/"),
  /** The grade of a clause. */
  CLAUSE("Clause", "/readiness"),
  /** A scope unit: REPORTING or SILENT. */
  UNIT("Scope unit", "/agents"),
  /** An exception: IN_FORCE, EXPIRING, EXPIRED. */
  EXCEPTION("Exception", "/exceptions"),
  /** A nonconformity: its stage, with _OVERDUE when the next step is. */
  NONCONFORMITY("Nonconformity", "/nonconformities/"),
  /** Evidence of an agent that was refused; the state is the code of the refusal. */
  EVIDENCE("Agent", "/agents"),
  /** The disk of the data directory: ROOMY or NEARLY_FULL. */
  DISK("Disk", "/"),
  /** A row of the Statement of Applicability: CONSISTENT or CONTRADICTED. */
  STATEMENT("Statement row", "/soa"),
  /** Sent by hand, to see that a channel works. */
  TEST("Channel", "/notifications");

  private final String label;
  private final String page;

  Kind(String label, String page) {
    this.label = label;
    this.page = page;
  }

  /** Its word in a channels file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How a sentence begins. */
  public String label() {
    return label;
  }

  /** The type of its CloudEvent. */
  String type() {
    return "io.attestream." + key() + ".changed";
  }

  /** The path of the page that shows it. */
  String path(String about) {
    return page.endsWith("/") && page.length() > 1 ? page + about : page;
  }
}
