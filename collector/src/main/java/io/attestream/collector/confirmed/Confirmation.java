package io.attestream.collector.confirmed;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person confirmed and has not ended yet.
 *
 * @param id 0 before it is stored
 * @param about the check of an exposure, the control of a tampering
 * @param unit the scope unit of an exposure; empty for every unit in which the check fails
 * @param since its first day, in UTC
 * @param seen what was found, in words
 * @param reference of the incident; may be empty
 */
public record Confirmation(
    long id,
    ConfirmedKind kind,
    String about,
    String unit,
    LocalDate since,
    String seen,
    String reference) {
  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_NAME = 200;

  /** Whole days that it has lasted on a day. */
  long days(LocalDate today) {
    return Math.max(0, ChronoUnit.DAYS.between(since, today));
  }

  /** What is wrong with it on the day on which it is confirmed, besides what it is about. */
  List<String> problems(LocalDate today) {
    List<String> problems = new ArrayList<>();
    if (kind == ConfirmedKind.TAMPERING && !unit.isEmpty()) {
      problems.add("a unit is for an exposure");
    }
    if (since.isAfter(today)) {
      problems.add("the first day must not be after today");
    }
    if (seen.isEmpty() || seen.length() > LONGEST_TEXT) {
      problems.add("what was found is needed, in at most " + LONGEST_TEXT + " characters");
    }
    if (unit.length() > LONGEST_NAME || reference.length() > LONGEST_NAME) {
      problems.add("unit and reference have at most " + LONGEST_NAME + " characters");
    }
    return problems;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new TreeMap<>();
    json.put("kind", kind.name());
    json.put("about", about);
    json.put("unit", unit);
    json.put("since", since.toString());
    json.put("seen", seen);
    json.put("reference", reference);
    return json;
  }
}
