package io.attestream.checks.policy;

/**
 * The wildcards of IAM policies: {@code *} stands for any characters, {@code ?} for one (IAM User
 * Guide, "IAM JSON policy elements: Resource").
 */
final class Wildcard {
  private Wildcard() {}

  /** Whether a text is matched; there are no wildcards in the text. */
  static boolean matches(String pattern, String text) {
    return covers(pattern, text);
  }

  /**
   * Whether all that the second pattern matches is matched by the first. Never true wrongly; it may
   * be false where only a deeper look would show that it holds.
   */
  static boolean covers(String pattern, String other) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < other.length()) {
      char c = other.charAt(in);
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' ? c != '*' : pattern.charAt(at) == c)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Whether some text is matched by both patterns. */
  static boolean intersects(String one, String two) {
    boolean[] row = new boolean[two.length() + 1];
    row[0] = true;
    for (int j = 1; j <= two.length(); j++) {
      row[j] = row[j - 1] && two.charAt(j - 1) == '*';
    }
    for (int i = 1; i <= one.length(); i++) {
      char c = one.charAt(i - 1);
      boolean diagonal = row[0];
      row[0] = row[0] && c == '*';
      for (int j = 1; j <= two.length(); j++) {
        boolean above = row[j];
        char d = two.charAt(j - 1);
        if (c == '*' || d == '*') {
          row[j] = above || row[j - 1] || diagonal;
        } else {
          row[j] = diagonal && (c == d || c == '?' || d == '?');
        }
        diagonal = above;
      }
    }
    return row[two.length()];
  }
}
