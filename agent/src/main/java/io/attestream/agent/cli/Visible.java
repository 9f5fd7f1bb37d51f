package io.attestream.agent.cli;

/** Text from outside, for a terminal: what would move the cursor, turn the line round or not show is written as an escape. */
final class Visible {
  private Visible() {}

  /** The code point in hexadecimal in place of control, format, private, unassigned and separating characters but the space. */
  static String text(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (shows(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append(c > 0xffff ? "\\u{%x}".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return visible.toString();
  }

  private static boolean shows(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
