package io.attestream.collector.notification;

import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import io.attestream.collector.assessment.Grade;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The channels file. Strict: all mistakes are found, each with file, line and the near key. */
public final class ChannelsFile {
  /** Most channels; each has a thread. */
  private static final int MOST = 20;

  private static final int LARGEST = 1 << 20;
  private static final Duration FOLD = Duration.ofMinutes(10);
  private static final Duration LONGEST_FOLD = Duration.ofDays(1);
  private static final Set<String> CHANNEL =
      Set.of(
          "name",
          "webhook",
          "slack",
          "email",
          "kinds",
          "atLeast",
          "controls",
          "zone",
          "quiet",
          "digest",
          "fold");

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final TargetReader targets;
  private final List<Channel> channels = new ArrayList<>();

  private ChannelsFile(String file, Map<String, String> environment) {
    this.file = file;
    this.targets = new TargetReader(file, environment, problems);
  }

  /**
   * Reads the file and the secrets that it names.
   *
   * @throws ChannelsException with every mistake
   */
  public static List<Channel> read(Path path, Map<String, String> environment) {
    ChannelsFile reader = new ChannelsFile(path.toString(), environment);
    reader.read(path);
    if (!reader.problems.isEmpty()) {
      throw new ChannelsException(
          reader.problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(Problem::toString)
              .toList());
    }
    return List.copyOf(reader.channels);
  }

  private void read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      YamlReader.read(file, in.readNBytes(LARGEST + 1), problems)
          .flatMap(root -> Fields.of(file, root, "the file", Set.of("channels"), problems))
          .ifPresent(this::channels);
    } catch (IOException e) {
      problems.add(new Problem(file, 1, "cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  private void channels(Fields root) {
    Set<String> names = new HashSet<>();
    List<YamlNode> nodes = root.list("channels");
    if (nodes.size() > MOST) {
      root.problem(root.line("channels"), "more than " + MOST + " channels");
      return;
    }
    for (YamlNode node : nodes) {
      Fields.of(file, node, "a channel", CHANNEL, problems)
          .ifPresent(
              fields -> {
                String name = name(fields);
                if (!name.isEmpty() && !names.add(name)) {
                  fields.problem(fields.line("name"), "there is another channel '" + name + "'");
                }
                Schedule schedule = new ScheduleReader(file, problems).read(fields);
                Filter filter = filter(fields);
                Duration fold = duration(fields, "fold", FOLD, Duration.ZERO, LONGEST_FOLD);
                targets
                    .read(fields)
                    .ifPresent(
                        target -> channels.add(new Channel(name, target, filter, schedule, fold)));
              });
    }
  }

  private static String name(Fields fields) {
    String name = fields.text("name");
    if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      fields.problem(
          fields.valueLine("name"),
          "'name' is '" + name + "', expected at most 40 of a-z, 0-9 and -");
    }
    return name;
  }

  private static Filter filter(Fields fields) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String word : fields.texts("kinds")) {
      kind(word)
          .ifPresentOrElse(
              kinds::add,
              () ->
                  fields.problem(
                      fields.valueLine("kinds"),
                      "kind '" + word + "' is not known, expected some of " + known()));
    }
    if (!fields.has("kinds")) {
      kinds.addAll(EnumSet.complementOf(EnumSet.of(Kind.TEST)));
    }
    List<String> controls = fields.texts("controls");
    for (String control : controls) {
      if (!control.matches("[5-8]\\.([0-9]{1,2}|[0-9]?\\*)")) {
        fields.problem(
            fields.valueLine("controls"),
            "control '" + control + "' is neither a number such as 8.5 nor a beginning as 8.*");
      }
    }
    return new Filter(kinds, grade(fields), controls);
  }

  private static Optional<Kind> kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.TEST && kind.key().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static String known() {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.TEST) {
        words.add(kind.key());
      }
    }
    return String.join(", ", words);
  }

  private static Grade grade(Fields fields) {
    String text = fields.text("atLeast", "OFI").toUpperCase(Locale.ROOT).replace(' ', '_');
    for (Grade grade : Grade.values()) {
      if (grade != Grade.NOT_APPLICABLE && grade.name().equals(text)) {
        return grade;
      }
    }
    fields.problem(
        fields.valueLine("atLeast"),
        "'atLeast' is '"
            + text
            + "', expected CONFORMING, OFI, NO_EVIDENCE, LIKELY_MINOR or LIKELY_MAJOR");
    return Grade.OFI;
  }

  /** A duration such as {@code 30m}, in seconds, minutes, hours or days. */
  static Duration duration(
      Fields fields, String key, Duration otherwise, Duration least, Duration most) {
    if (!fields.has(key)) {
      return otherwise;
    }
    String text = fields.text(key);
    if (text.matches("[0-9]{1,6}[smhd]")) {
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      Duration value =
          switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
        return value;
      }
    }
    fields.problem(
        fields.valueLine(key),
        "'"
            + key
            + "' is '"
            + text
            + "', expected a duration such as 30m from "
            + least.toMinutes()
            + "m to "
            + most.toMinutes()
            + "m");
    return otherwise;
  }
}
