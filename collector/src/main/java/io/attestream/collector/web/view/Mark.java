package io.attestream.collector.web.view;

import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.nonconformity.Requirement;
import io.attestream.collector.nonconformity.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * A nonconformity in one line, for the pages of what it is about.
 *
 * @param due {@code due in 5 days}, or empty when nothing is due
 */
public record Mark(long id, String number, Kind kind, Stage stage, String due, boolean overdue) {
  private static final int MOST = 20;

  public static Mark of(Nonconformity entry, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new Mark(
        entry.id(),
        entry.number(),
        entry.kind(),
        entry.stage(),
        entry.due().map(day -> words(entry.stage(), day, today)).orElse(""),
        entry.overdue(today));
  }

  /** Those of a control, the newest first. */
  public static List<Mark> ofControl(Handle handle, String control, Instant now) {
    return NonconformityTable.of(handle, Requirement.ofControl(control), MOST).stream()
        .map(entry -> of(entry, now))
        .toList();
  }

  /** The open ones that watch a check, with the unit that each watches; empty for all units. */
  public record InUnit(String unit, Mark mark) {}

  /** The open ones by check. */
  public static Map<String, List<InUnit>> byCheck(Handle handle, Set<String> checks, Instant now) {
    Map<String, List<InUnit>> marks = new HashMap<>();
    if (checks.isEmpty()) {
      return marks;
    }
    NonconformityTable.watching(handle, checks)
        .forEach(
            watching ->
                marks
                    .computeIfAbsent(watching.watched().check(), c -> new ArrayList<>())
                    .add(new InUnit(watching.watched().unit(), of(watching.entry(), now))));
    return marks;
  }

  public String css() {
    return overdue ? "major" : stage.closed() ? "good" : css(kind);
  }

  public static String css(Kind kind) {
    return switch (kind) {
      case MAJOR -> "major";
      case MINOR -> "minor";
      case OFI -> "improve";
    };
  }

  public String sign() {
    return overdue ? "!" : stage.closed() ? "✓" : "→";
  }

  private static String words(Stage stage, LocalDate day, LocalDate today) {
    long days = day.toEpochDay() - today.toEpochDay();
    String what = stage == Stage.VERIFYING ? "window ends" : "due";
    if (days < 0) {
      return stage == Stage.VERIFYING
          ? "window ended " + count(-days) + " ago"
          : count(-days) + " overdue";
    }
    return days == 0 ? what + " today" : what + " in " + count(days);
  }

  private static String count(long days) {
    return days == 1 ? "1 day" : days + " days";
  }
}
