package io.attestream.agent.manifests;

import io.attestream.agent.kubernetes.PlainValues;
import io.attestream.evidence.model.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one document, YAML or the JSON that YAML is. Safe for many threads. */
final class DocumentParser {
  private static final Pattern KIND =
      Pattern.compile("(?m)^(?:\\s*\\{)?\\s{0,2}\"?kind\"?\\s*:\\s*[\"']?(\\w{1,100})");

  private final ManifestLimits limits;
  private final LoadSettings unmarked;

  /** For a document that has a mistake: with marks, which say where. */
  private final LoadSettings marked;

  DocumentParser(ManifestLimits limits) {
    this.limits = limits;
    this.unmarked = settings(limits, false);
    this.marked = settings(limits, true);
  }

  private static LoadSettings settings(ManifestLimits limits, boolean marks) {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setUseMarks(marks)
        .setAllowDuplicateKeys(false)
        .setAllowRecursiveKeys(false)
        .setMaxAliasesForCollections(limits.aliases())
        .setCodePointLimit(limits.fileBytes())
        .build();
  }

  /**
   * What a document holds.
   *
   * @param objects as plain values, lists taken apart
   */
  record Parsed(List<Map<String, Object>> objects, List<ManifestProblem> problems) {
    static Parsed problem(ManifestProblem problem) {
      return new Parsed(List.of(), List.of(problem));
    }
  }

  /** @param firstLine the document's first line in its file, from 1 */
  Parsed parse(String file, int firstLine, String document) {
    String place = file + ":" + firstLine;
    try {
      Object loaded = load(document);
      if (loaded instanceof Map<?, ?> map) {
        var parsed = new Parsed(new ArrayList<>(), new ArrayList<>());
        object(place, PlainValues.object(map, limits.values()), parsed);
        return parsed;
      }
      return loaded == null
          ? new Parsed(List.of(), List.of())
          : Parsed.problem(problem(place, document, "not an object"));
    } catch (DepthLimit.Exceeded e) {
      return Parsed.problem(
          tooLarge(place, "nested deeper than " + limits.depth() + " levels", document));
    } catch (MarkedYamlEngineException e) {
      int last = (int) document.stripTrailing().lines().count() - 1;
      int line = firstLine + Math.min(last, e.getProblemMark().map(Mark::getLine).orElse(0));
      return Parsed.problem(problem(file + ":" + line, document, e.getProblem()));
    } catch (YamlEngineException e) {
      return Parsed.problem(problem(place, document, firstSentence(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return Parsed.problem(
          tooLarge(place, "more than " + limits.values() + " values in one document", document));
    }
  }

  private @Nullable Object load(String document) {
    try {
      return load(document, unmarked);
    } catch (YamlEngineException e) {
      return load(document, marked);
    }
  }

  private @Nullable Object load(String document, LoadSettings settings) {
    var parser = new ParserImpl(settings, new StreamReader(settings, document));
    var composer = new Composer(settings, new DepthLimit(parser, limits.depth()));
    return new StandardConstructor(settings).constructSingleDocument(composer.getSingleNode());
  }

  private void object(String place, Map<String, Object> object, Parsed parsed) {
    String kind = object.get("kind") instanceof String text ? text : "";
    if (kind.endsWith("List") && object.get("items") instanceof List<?> items) {
      if (items.size() > limits.documents()) {
        parsed.problems().add(tooMany(limits, place));
        return;
      }
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          object(place, itemOf(object, kind, PlainValues.object(map)), parsed);
        } else {
          String message = "a list item is not an object";
          parsed.problems().add(new ManifestProblem(place, UnknownReason.UNPARSABLE, message, ""));
        }
      }
      return;
    }
    invalid(object)
        .ifPresentOrElse(
            message ->
                parsed
                    .problems()
                    .add(new ManifestProblem(place, UnknownReason.UNPARSABLE, message, kind)),
            () -> parsed.objects().add(object));
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

  static ManifestProblem tooMany(ManifestLimits limits, String place) {
    return new ManifestProblem(
        place,
        UnknownReason.LIMIT_EXCEEDED,
        "more than " + limits.documents() + " documents in one file",
        "");
  }

  private static String firstSentence(@Nullable String message) {
    return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
  }
}
