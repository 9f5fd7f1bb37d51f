package io.attestream.collector.clauses;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An internal audit or a management review.
 *
 * @param id 0 before it is stored
 * @param auditors of an audit; without their order
 * @param scope of an audit: what it covers, as {@link AuditScope} reads it
 * @param held what came of it; {@code null} while it is only planned
 */
public record ClauseEvent(
    long id,
    EventKind kind,
    String title,
    LocalDate plannedOn,
    Set<String> auditors,
    String scope,
    @Nullable Held held) {
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_AUDITORS = 20;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public ClauseEvent {
    auditors = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(auditors));
  }

  /**
   * That it was held.
   *
   * @param reference where its report or minutes are kept; may be empty when there is a digest
   * @param digest SHA-256 in hex; may be empty when there is a reference
   * @param inputs of a review: letters of 9.3.2 that were treated, such as {@code abcdefg}
   * @param topManagement of a review: whether top management took part
   */
  public record Held(
      LocalDate on, String reference, String digest, String inputs, boolean topManagement) {

    /** What is wrong with it on the day on which it is recorded. */
    List<String> problems(LocalDate today) {
      List<String> problems = new ArrayList<>();
      if (on.isAfter(today)) {
        problems.add("the day on which it was held, " + on + ", is in the future");
      }
      if (reference.isBlank() && digest.isEmpty()) {
        problems.add("a reference to its report or minutes, or their SHA-256, is needed");
      }
      if (reference.length() > LONGEST_TEXT) {
        problems.add("the reference is longer than " + LONGEST_TEXT + " characters");
      }
      if (!digest.isEmpty() && !DIGEST.matcher(digest).matches()) {
        problems.add("the digest must be SHA-256 as 64 lower-case hexadecimal digits");
      }
      if (!inputs.matches("[a-g]{0,7}")) {
        problems.add("inputs is '" + inputs + "', expected letters a to g, such as abcdefg");
      }
      return problems;
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("on", on.toString());
      json.put("reference", reference);
      json.put("sha256", digest);
      json.put("inputs", inputs);
      json.put("topManagement", topManagement);
      return json;
    }
  }

  public Optional<Held> outcome() {
    return Optional.ofNullable(held);
  }

  boolean is(EventKind wanted) {
    return kind == wanted;
  }

  /** What is wrong with the plan. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (title.isBlank() || title.length() > LONGEST_TEXT) {
      problems.add("a title of at most " + LONGEST_TEXT + " characters is needed");
    }
    if (auditors.size() > MOST_AUDITORS
        || auditors.stream().anyMatch(a -> a.isBlank() || a.length() > LONGEST_NAME)) {
      problems.add(
          "at most " + MOST_AUDITORS + " auditors with names of " + LONGEST_NAME + " characters");
    }
    if (kind == EventKind.AUDIT && auditors.isEmpty()) {
      problems.add("an audit needs an auditor");
    }
    if (kind == EventKind.AUDIT || !scope.isBlank()) {
      problems.addAll(AuditScope.problems(scope));
    }
    return problems;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind.name());
    json.put("title", title);
    json.put("plannedOn", plannedOn.toString());
    json.put("auditors", List.copyOf(auditors));
    json.put("scope", scope);
    if (held != null) {
      json.put("held", held.json());
    }
    return json;
  }
}
