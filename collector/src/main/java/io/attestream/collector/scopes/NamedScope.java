package io.attestream.collector.scopes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A part of the estate that has a Statement of its own: a product, some accounts, a cluster.
 *
 * @param name in addresses and on the command line
 * @param title in words
 * @param units patterns over the names of scope units (SQLite's GLOB): {@code aws:123456789012:*}
 */
public record NamedScope(String name, String title, List<String> units) {
  /** Stands for the whole estate where a scope's name is asked for. */
  public static final String EVERYTHING = "";

  public static final int MOST_PATTERNS = 100;
  public static final int LONGEST_TITLE = 100;
  static final int LONGEST_PATTERN = 200;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public NamedScope {
    units = List.copyOf(units);
  }

  /** What is wrong with it; empty when nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      problems.add("name '" + name + "': expected 1 to 40 of a-z, 0-9 and -");
    }
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      problems.add("title: expected 1 to " + LONGEST_TITLE + " characters");
    }
    if (units.isEmpty() || units.size() > MOST_PATTERNS) {
      problems.add("units: expected 1 to " + MOST_PATTERNS + " patterns, one a line");
    }
    if (new HashSet<>(units).size() < units.size()) {
      problems.add("units: a pattern is there twice");
    }
    for (int i = 0; i < units.size(); i++) {
      String pattern = units.get(i);
      if (pattern.isBlank()
          || pattern.length() > LONGEST_PATTERN
          || pattern.chars().anyMatch(c -> c < ' ')) {
        problems.add("units, line " + (i + 1) + ": expected 1 to 200 printable characters");
      }
    }
    return problems;
  }

  /** As it stands in the log. */
  public Map<String, Object> json() {
    return Map.of("name", name, "title", title, "units", units);
  }
}
