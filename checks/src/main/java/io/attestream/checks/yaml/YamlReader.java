package io.attestream.checks.yaml;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document from untrusted bytes. Bounded in size, nodes and depth; no anchors,
 * aliases or tags; no nulls; numbers are whole and below 2^53, so that every value has a canonical
 * JSON form.
 */
public final class YamlReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 40;
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern LIKE_NUMBER =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|0[ox][0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)|[-+][0-9]+");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}\\.[0-9]{1,9}");

  private final String file;
  private final List<Problem> problems;
  private final Iterator<Event> events;
  private final boolean decimals;
  private int nodes;

  private YamlReader(
      String file, Iterator<Event> events, boolean decimals, List<Problem> problems) {
    this.file = file;
    this.events = events;
    this.decimals = decimals;
    this.problems = problems;
  }

  /**
   * Reads a file; every mistake found goes to {@code problems}.
   *
   * @return the document, or empty when the text is not YAML or breaks a bound
   */
  public static Optional<YamlNode> read(String file, byte[] bytes, List<Problem> problems) {
    return read(file, bytes, false, problems);
  }

  /**
   * Reads a file that may hold decimal fractions, as {@link java.math.BigDecimal}; such a document has
   * no canonical JSON form.
   */
  public static Optional<YamlNode> readWithDecimals(
      String file, byte[] bytes, List<Problem> problems) {
    return read(file, bytes, true, problems);
  }

  private static Optional<YamlNode> read(
      String file, byte[] bytes, boolean decimals, List<Problem> problems) {
    if (bytes.length > MAX_BYTES) {
      problems.add(new Problem(file, 1, "file is larger than " + MAX_BYTES + " bytes"));
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      return new YamlReader(file, events, decimals, problems).document();
    } catch (CharacterCodingException e) {
      problems.add(new Problem(file, 1, "file is not UTF-8"));
    } catch (Bound e) {
      problems.add(new Problem(file, e.line, String.valueOf(e.getMessage())));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(new Problem(file, line, "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new Problem(file, 1, "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<YamlNode> document() {
    expect(Event.ID.StreamStart);
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      problems.add(new Problem(file, 1, "file is empty"));
      return Optional.empty();
    }
    YamlNode node = node(events.next(), 0);
    expect(Event.ID.DocumentEnd);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      problems.add(new Problem(file, line(end), "one file holds one document"));
    }
    return Optional.of(node);
  }

  private void expect(Event.ID id) {
    Event event = events.next();
    if (event.getEventId() != id) {
      throw new Bound("unexpected " + event.getEventId(), line(event));
    }
  }

  private YamlNode node(Event event, int depth) {
    int line = line(event);
    if (depth > MAX_DEPTH) {
      throw new Bound("nested deeper than " + MAX_DEPTH, line);
    }
    if (++nodes > MAX_NODES) {
      throw new Bound("more than " + MAX_NODES + " values", line);
    }
    if (event instanceof AliasEvent) {
      throw new Bound("aliases are not allowed here", line);
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
      throw new Bound("anchors are not allowed here", line);
    }
    return switch (event.getEventId()) {
      case MappingStart -> mapping(line, depth);
      case SequenceStart -> sequence(line, depth);
      case Scalar -> new YamlNode.Scalar(value((ScalarEvent) event, line), line);
      case StreamStart,
          StreamEnd,
          DocumentStart,
          DocumentEnd,
          MappingEnd,
          SequenceEnd,
          Alias,
          Comment ->
          throw new Bound("unexpected " + event.getEventId(), line);
    };
  }

  private YamlNode sequence(int line, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new YamlNode.Sequence(items, line);
  }

  private YamlNode mapping(int line, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      int at = line(event);
      if (!(event instanceof ScalarEvent scalar) || scalar.getAnchor().isPresent()) {
        throw new Bound("a key must be plain text", at);
      }
      String key = scalar.getValue();
      YamlNode.Entry before =
          entries.put(key, new YamlNode.Entry(node(events.next(), depth + 1), at));
      if (before != null) {
        problems.add(
            new Problem(file, at, "key '" + key + "' is already there, line " + before.line()));
      }
    }
    return new YamlNode.Mapping(entries, line);
  }

  private Object value(ScalarEvent scalar, int line) {
    String text = scalar.getValue();
    if (scalar.getTag().isPresent()) {
      problems.add(
          new Problem(
              file, line, "tags such as " + scalar.getTag().get() + " are not allowed here"));
      return text;
    }
    if (!scalar.isPlain()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (INTEGER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (Math.abs(number) <= MAX_INTEGER) {
        return number;
      }
    }
    if (decimals && DECIMAL.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    if (NULL.matcher(text).matches()) {
      problems.add(new Problem(file, line, "value is empty or null; leave the key out"));
    } else if (LIKE_NUMBER.matcher(text).matches()) {
      problems.add(
          new Problem(
              file,
              line,
              "'" + text + "' is no whole number below 2^53; put it in quotes as text"));
    }
    return text;
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static final class Bound extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Bound(String message, int line) {
      super(message, null, false, false);
      this.line = line;
    }
  }
}
