package io.attestream.collector.nonconformity;

import java.util.List;

/** What texts have to be: there, not too long, and proper Unicode. */
final class TextRules {
  /** Most characters of a long text. */
  static final int LONG = 2000;

  /** Most characters of a name or a label. */
  static final int SHORT = 100;

  private TextRules() {}

  static void needed(List<String> problems, String what, String text, int most) {
    if (text.isEmpty()) {
      problems.add(what + " is needed");
    }
    optional(problems, what, text, most);
  }

  static void optional(List<String> problems, String what, String text, int most) {
    if (text.length() > most) {
      problems.add(what + " is longer than " + most + " characters");
    }
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      problems.add(what + " has half a surrogate pair");
    }
  }
}
