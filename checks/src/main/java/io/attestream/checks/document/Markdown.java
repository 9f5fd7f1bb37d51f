package io.attestream.checks.document;

import java.util.List;
import java.util.Locale;

/** Markdown as the reference documents use it. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown line(String line) {
    text.append(line.stripTrailing()).append('\n');
    return this;
  }

  Markdown heading(int level, String title) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    return line("#".repeat(level) + " " + title).line("");
  }

  Markdown head(String... cells) {
    row(List.of(cells));
    return line("|" + "---|".repeat(cells.length));
  }

  Markdown row(String... cells) {
    return row(List.of(cells));
  }

  Markdown row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|").replace('\n', ' ')).append(" |");
    }
    return line(row.toString());
  }

  Markdown code(String language, String code) {
    return line("```" + language).line(code.strip()).line("```");
  }

  /** A link to the heading of this title in another document, by GitHub's rule for anchors. */
  static String link(String title, String document) {
    String anchor = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    return "[" + title + "](" + document + "#" + anchor + ")";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
