package io.attestream.agent.manifests;

import io.attestream.agent.kubernetes.PlainValues;
import io.attestream.evidence.model.UnknownReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads the objects of one file. Documents are split at lines that begin with {@code ---}, as kubectl does, so that one bad
 * document does not hide the next. JSON is read as the YAML that it is.
 */
final class ManifestReader {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---[^\\n]*(?:\\n|\\z)");
  private static final Pattern KIND =
      Pattern.compile("(?m)^(?:\\s*\\{)?\\s{0,2}\"?kind\"?\\s*:\\s*[\"']?(\\w{1,100})");

  private final ManifestLimits limits;
  private final Consumer<Map<String, Object>> objects;
  private final Consumer<ManifestProblem> problems;

  /** @param objects takes each object as plain values, lists taken apart */
  ManifestReader(
      ManifestLimits limits,
      Consumer<Map<String, Object>> objects,
      Consumer<ManifestProblem> problems) {
    this.limits = limits;
    this.objects = objects;
    this.problems = problems;
  }

  void read(String file, String text) {
    int line = 1;
    int start = 0;
    int documents = 0;
    Matcher separators = SEPARATOR.matcher(text);
    while (start <= text.length()) {
      boolean more = separators.find();
      int end = more ? separators.start() : text.length();
      String document = text.substring(start, end);
      if (hasContent(document) && ++documents > limits.documents()) {
        problems.accept(tooMany(file + ":" + line));
        return;
      }
      document(file, line, document);
      if (!more) {
        return;
      }
      line += lines(text, start, separators.end());
      start = separators.end();
    }
  }

  private void document(String file, int firstLine, String document) {
    if (!hasContent(document)) {
      return;
    }
    String place = file + ":" + firstLine;
    try {
      if (tooDeep(file, document)) {
        problems.accept(
            tooLarge(place, "nested deeper than " + limits.depth() + " levels", document));
        return;
      }
      Object loaded = new Load(settings(file)).loadFromString(document);
      if (loaded instanceof Map<?, ?> map) {
        object(place, PlainValues.object(map, limits.values()));
      } else if (loaded != null) {
        problems.accept(problem(place, document, "not an object"));
      }
    } catch (MarkedYamlEngineException e) {
      int last = (int) document.stripTrailing().lines().count() - 1;
      int line = firstLine + Math.min(last, e.getProblemMark().map(Mark::getLine).orElse(0));
      problems.accept(problem(file + ":" + line, document, e.getProblem()));
    } catch (YamlEngineException e) {
      problems.accept(problem(place, document, firstSentence(e.getMessage())));
    } catch (IllegalArgumentException e) {
      problems.accept(
          tooLarge(place, "more than " + limits.values() + " values in one document", document));
    }
  }

  /** Looked at before composing, which recurses. */
  private boolean tooDeep(String file, String document) {
    int depth = 0;
    for (Event event : new Parse(settings(file)).parseString(document)) {
      if (event instanceof CollectionStartEvent && ++depth > limits.depth()) {
        return true;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return false;
  }

  private void object(String place, Map<String, Object> object) {
    String kind = object.get("kind") instanceof String text ? text : "";
    if (kind.endsWith("List") && object.get("items") instanceof List<?> items) {
      if (items.size() > limits.documents()) {
        problems.accept(tooMany(place));
        return;
      }
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          object(place, itemOf(object, kind, PlainValues.object(map)));
        } else {
          problems.accept(
              new ManifestProblem(
                  place, UnknownReason.UNPARSABLE, "a list item is not an object", ""));
        }
      }
      return;
    }
    invalid(object)
        .ifPresentOrElse(
            message ->
                problems.accept(
                    new ManifestProblem(place, UnknownReason.UNPARSABLE, message, kind)),
            () -> objects.accept(object));
  }

  /** Items of a typed list ({@code PodList}) carry no kind of their own. */
  private static Map<String, Object> itemOf(
      Map<String, Object> list, String listKind, Map<String, Object> item) {
    if (!listKind.equals("List")) {
      item.putIfAbsent("kind", listKind.substring(0, listKind.length() - "List".length()));
      if (list.get("apiVersion") instanceof String version) {
        item.putIfAbsent("apiVersion", version);
      }
    }
    return item;
  }

  private static Optional<String> invalid(Map<String, Object> object) {
    for (String member : List.of("apiVersion", "kind")) {
      if (!(object.get(member) instanceof String text) || text.isEmpty()) {
        return Optional.of(member + " is missing");
      }
    }
    boolean named =
        object.get("metadata") instanceof Map<?, ?> metadata
            && (isText(metadata.get("name")) || isText(metadata.get("generateName")));
    return named ? Optional.empty() : Optional.of("metadata.name is missing");
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String text && !text.isEmpty();
  }

  private LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setSchema(new CoreSchema())
        .setAllowDuplicateKeys(false)
        .setAllowRecursiveKeys(false)
        .setMaxAliasesForCollections(limits.aliases())
        .setCodePointLimit(limits.fileBytes())
        .build();
  }

  private static ManifestProblem problem(String place, String document, @Nullable String message) {
    Matcher kind = KIND.matcher(document);
    return new ManifestProblem(
        place,
        UnknownReason.UNPARSABLE,
        message == null ? "not YAML" : message,
        kind.find() ? kind.group(1) : "");
  }

  private static ManifestProblem tooLarge(String place, String message, String document) {
    return new ManifestProblem(
        place, UnknownReason.LIMIT_EXCEEDED, message, problem(place, document, "").kindName());
  }

  private ManifestProblem tooMany(String place) {
    return new ManifestProblem(
        place,
        UnknownReason.LIMIT_EXCEEDED,
        "more than " + limits.documents() + " documents in one file",
        "");
  }

  private static boolean hasContent(String document) {
    return document
        .lines()
        .anyMatch(line -> !line.isBlank() && !line.stripLeading().startsWith("#"));
  }

  private static int lines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private static String firstSentence(@Nullable String message) {
    return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
  }
}
