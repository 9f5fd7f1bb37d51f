package io.attestream.checks.report;

import io.attestream.checks.model.Severity;
import java.util.ArrayList;
import java.util.List;

/** Colours and line breaks of terminal output; plain text where colours are off. */
record Style(boolean colour) {

  String bold(String text) {
    return paint("1", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> paint("1;31", text);
      case HIGH -> paint("31", text);
      case MEDIUM -> paint("33", text);
      case LOW -> paint("36", text);
    };
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Breaks text into lines at spaces; line breaks in the text stay. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.strip().split(" +")) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
