package io.attestream.collector.notification;

import io.attestream.collector.assessment.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Letters in plain words.
 *
 * @param dashboard address of the dashboard, without a slash at its end, for links
 */
public record Wording(Optional<String> dashboard) {
  private static final int MOST_LINES = 50;

  /** One line of at most 200 characters. */
  public String subject(Letter letter) {
    String text =
        letter.notices().size() == 1
            ? headline(letter.notices().get(0))
            : letter.notices().size() + " changes";
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return "[Attestream] " + (line.length() > 180 ? line.substring(0, 180) + "..." : line);
  }

  /** A paragraph for each notice, of at most 50; the rest is counted. */
  public String body(Letter letter) {
    List<String> paragraphs = new ArrayList<>();
    for (Notice notice : letter.notices()) {
      if (paragraphs.size() == MOST_LINES) {
        paragraphs.add((letter.notices().size() - MOST_LINES) + " more are on the dashboard.");
        break;
      }
      paragraphs.add(paragraph(notice));
    }
    return String.join("\n\n", paragraphs) + "\n";
  }

  private String paragraph(Notice notice) {
    StringBuilder text = new StringBuilder(headline(notice)).append(".");
    if (!notice.summary().isEmpty()) {
      text.append(' ').append(notice.summary());
    }
    if (notice.folded() > 0) {
      text.append(" It stands for ").append(notice.folded() + 1).append(" changes.");
    }
    link(notice).ifPresent(link -> text.append('\n').append(link));
    return text.toString();
  }

  /** The page that shows it, when the dashboard's address is known. */
  public Optional<String> link(Notice notice) {
    return dashboard.map(base -> base + notice.kind().path(notice.about()));
  }

  /** What turned, in one line. */
  public static String headline(Notice notice) {
    String now = notice.kind().label() + " " + notice.about() + ": " + words(notice.to());
    return notice.from().isEmpty() ? now : now + ", before " + words(notice.from());
  }

  private static String words(String state) {
    for (Grade grade : Grade.values()) {
      if (grade.name().equals(state)) {
        return grade.words();
      }
    }
    return state.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
