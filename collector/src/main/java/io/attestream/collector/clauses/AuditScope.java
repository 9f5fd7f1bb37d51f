package io.attestream.collector.clauses;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an audit covers, in words between spaces or commas: {@code clauses}, {@code controls}, a clause with
 * its parts ({@code 9.2}), a theme ({@code A.8}) or a control ({@code A.8.15}).
 */
final class AuditScope {
  private static final int MOST = 150;
  private static final Pattern WORD =
      Pattern.compile("clauses|controls|A\\.[5-8](\\.[1-9][0-9]?)?|([4-9]|10)(\\.[1-9]){0,2}");

  private AuditScope() {}

  static List<String> words(String scope) {
    return scope.isBlank() ? List.of() : List.of(scope.strip().split("[\\s,]+"));
  }

  static List<String> problems(String scope) {
    List<String> problems = new ArrayList<>();
    List<String> words = words(scope);
    if (words.isEmpty() || words.size() > MOST) {
      problems.add("a scope of 1 to " + MOST + " clauses or controls is needed");
    }
    words.stream()
        .filter(word -> !WORD.matcher(word).matches())
        .forEach(
            word ->
                problems.add(
                    "scope '"
                        + word
                        + "' is not known; expected clauses, controls, 9.2, A.8 or A.8.15"));
    return problems;
  }

  static boolean coversClause(String scope, String clause) {
    return words(scope).stream()
        .anyMatch(w -> w.equals("clauses") || w.equals(clause) || clause.startsWith(w + "."));
  }

  static boolean coversControl(String scope, String control) {
    String annex = "A." + control;
    return words(scope).stream()
        .anyMatch(w -> w.equals("controls") || w.equals(annex) || annex.startsWith(w + "."));
  }
}
