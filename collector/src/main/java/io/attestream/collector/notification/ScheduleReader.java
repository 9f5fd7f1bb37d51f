package io.attestream.collector.notification;

import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys {@code zone}, {@code quiet} and {@code digest} of a channel. */
final class ScheduleReader {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final String file;
  private final List<Problem> problems;

  ScheduleReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  Schedule read(Fields fields) {
    return new Schedule(zone(fields), quiet(fields), digest(fields));
  }

  private static ZoneId zone(Fields fields) {
    String name = fields.text("zone", "UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      fields.problem(
          fields.valueLine("zone"),
          "'zone' is '" + name + "', expected a time zone such as Europe/Berlin");
      return ZoneOffset.UTC;
    }
  }

  private Optional<QuietHours> quiet(Fields fields) {
    Optional<YamlNode> node = fields.node("quiet");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    return Fields.of(file, node.get(), "'quiet'", Set.of("from", "to", "days"), problems)
        .map(ScheduleReader::hours);
  }

  private static QuietHours hours(Fields quiet) {
    if (quiet.has("from") != quiet.has("to") || !quiet.has("from") && !quiet.has("days")) {
      quiet.problem(quiet.line(), "'quiet' needs 'from' and 'to', or 'days', or all three");
    }
    LocalTime from = quiet.has("from") ? time(quiet, "from") : LocalTime.MIDNIGHT;
    LocalTime to = quiet.has("to") ? time(quiet, "to") : LocalTime.MIDNIGHT;
    if (quiet.has("from") && from.equals(to)) {
      quiet.problem(quiet.line("from"), "'from' and 'to' are the same time");
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String word : quiet.texts("days")) {
      try {
        days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        quiet.problem(
            quiet.valueLine("days"), "'" + word + "' is no day of the week such as saturday");
      }
    }
    if (days.size() == DayOfWeek.values().length) {
      quiet.problem(quiet.line("days"), "every day is quiet");
      days.clear();
    }
    return new QuietHours(from, to, days);
  }

  private static Optional<Digest> digest(Fields fields) {
    if (!fields.has("digest")) {
      return Optional.empty();
    }
    String text = fields.text("digest");
    if (text.startsWith("daily ")) {
      return Optional.of(new Digest.Daily(time(fields, "digest", text.substring(6).strip())));
    }
    return Optional.of(
        new Digest.Every(ChannelsFile.duration(fields, "digest", SHORTEST, SHORTEST, LONGEST)));
  }

  private static LocalTime time(Fields fields, String key) {
    return time(fields, key, fields.text(key));
  }

  private static LocalTime time(Fields fields, String key, String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      fields.problem(
          fields.valueLine(key), "'" + key + "': '" + text + "' is no time of day such as 07:30");
      return LocalTime.MIDNIGHT;
    }
  }
}
