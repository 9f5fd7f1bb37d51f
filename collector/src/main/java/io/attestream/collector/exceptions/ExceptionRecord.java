package io.attestream.collector.exceptions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exception. It covers the failures that match all of check, unit, resource and name pattern; an
 * empty text matches everything, and at least one is not empty.
 *
 * @param id 0 before it is stored
 * @param resource the provider's id of one resource
 * @param namePattern over the resource's name, with SQLite's GLOB: {@code *}, {@code ?}, {@code [..]}
 * @param approvedBy who approved it; empty for nobody
 * @param expiresOn its last day, in UTC
 */
public record ExceptionRecord(
    long id,
    String check,
    String unit,
    String resource,
    String namePattern,
    String owner,
    String reason,
    String approvedBy,
    String ticket,
    LocalDate expiresOn) {
  /** Most days from the day of recording to the last day. */
  public static final int LONGEST_DAYS = 366;

  /** Days before the last day in which an exception is shown as expiring. */
  public static final int EXPIRING_DAYS = 30;

  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_NAME = 100;

  /** Where it stands on a day. */
  public ExceptionState state(LocalDate today) {
    if (today.isAfter(expiresOn)) {
      return ExceptionState.EXPIRED;
    }
    if (approvedBy.isEmpty()) {
      return ExceptionState.UNAPPROVED;
    }
    return today.plusDays(EXPIRING_DAYS).isBefore(expiresOn)
        ? ExceptionState.IN_FORCE
        : ExceptionState.EXPIRING;
  }

  /** What is wrong with it on the day on which it is recorded. */
  List<String> problems(LocalDate today) {
    List<String> problems = new ArrayList<>();
    if (check.isEmpty() && unit.isEmpty() && resource.isEmpty() && namePattern.isEmpty()) {
      problems.add("a check, unit, resource or name pattern is needed");
    }
    atMost(problems, "unit", unit, LONGEST_TEXT);
    atMost(problems, "resource", resource, LONGEST_TEXT);
    atMost(problems, "name pattern", namePattern, LONGEST_NAME);
    atMost(problems, "approver", approvedBy, LONGEST_NAME);
    atMost(problems, "ticket", ticket, LONGEST_TEXT);
    if (owner.isEmpty() || owner.length() > LONGEST_NAME) {
      problems.add("an owner of at most " + LONGEST_NAME + " characters is needed");
    }
    if (reason.isEmpty() || reason.length() > LONGEST_TEXT) {
      problems.add("a reason of at most " + LONGEST_TEXT + " characters is needed");
    }
    if (expiresOn.isBefore(today) || expiresOn.isAfter(today.plusDays(LONGEST_DAYS))) {
      problems.add("the last day must be today to " + LONGEST_DAYS + " days from now");
    }
    return problems;
  }

  private static void atMost(List<String> problems, String name, String text, int most) {
    if (text.length() > most) {
      problems.add("the " + name + " is longer than " + most + " characters");
    }
  }

  /** Whether both say the same, whatever their ids. */
  boolean sameAs(ExceptionRecord other) {
    return json().equals(other.json());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", check);
    json.put("unit", unit);
    json.put("resource", resource);
    json.put("namePattern", namePattern);
    json.put("owner", owner);
    json.put("reason", reason);
    json.put("approvedBy", approvedBy);
    json.put("ticket", ticket);
    json.put("expiresOn", expiresOn.toString());
    return json;
  }
}
