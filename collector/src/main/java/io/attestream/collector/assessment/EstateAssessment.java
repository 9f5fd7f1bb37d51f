package io.attestream.collector.assessment;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The grades of one scope.
 *
 * @param controls by Annex A id, {@code 8.15}
 * @param clauses by number, {@code 9.2}; a finding over two clauses stands under both, {@code
 *     8.1/9.1}
 */
public record EstateAssessment(Map<String, Assessment> controls, Map<String, Assessment> clauses) {
  private static final Pattern NUMBERS = Pattern.compile("[./]");

  public EstateAssessment {
    controls = inOrder(controls);
    clauses = inOrder(clauses);
  }

  private static Map<String, Assessment> inOrder(Map<String, Assessment> grades) {
    TreeMap<String, Assessment> sorted =
        new TreeMap<>(Comparator.comparing(EstateAssessment::padded).thenComparing(id -> id));
    sorted.putAll(grades);
    return Collections.unmodifiableMap(sorted);
  }

  /** So that 5.9 stands before 5.10. */
  private static String padded(String id) {
    StringBuilder padded = new StringBuilder();
    for (String number : NUMBERS.split(id)) {
      padded.append("0".repeat(Math.max(0, 4 - number.length()))).append(number).append('.');
    }
    return padded.toString();
  }

  /** The worst grade of all. */
  public Grade worst() {
    return Stream.concat(controls.values().stream(), clauses.values().stream())
        .map(Assessment::grade)
        .reduce(Grade.NOT_APPLICABLE, Grade::worse);
  }
}
