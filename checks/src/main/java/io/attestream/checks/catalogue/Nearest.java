package io.attestream.checks.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** {@code "; did you mean 'x'?"}, or nothing when no word is near. */
  public static String hint(String word, Collection<String> known) {
    return find(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  static Optional<String> find(String word, Collection<String> known) {
    int bound = Math.max(1, Math.min(3, word.length() / 3));
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= bound)
        .filter(candidate -> distance(word, candidate) <= bound)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein distance. */
  static int distance(String one, String two) {
    int[] previous = new int[two.length() + 1];
    for (int j = 0; j <= two.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[two.length() + 1];
      current[0] = i;
      for (int j = 1; j <= two.length(); j++) {
        int swap = previous[j - 1] + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[two.length()];
  }
}
