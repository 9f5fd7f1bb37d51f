package io.attestream.agent.manifests;

import io.attestream.agent.manifests.DocumentParser.Parsed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the objects of files. Documents are split at lines that begin with {@code ---}, as kubectl
 * does, so that one bad document does not hide the next. They are parsed on other threads and given
 * on in the order in which they stand, at most {@link #AHEAD} documents or {@link #CHARACTERS_AHEAD}
 * characters ahead. Used by one thread, which ends with {@link #finish}.
 */
final class ManifestReader {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---[^\\n]*(?:\\n|\\z)");
  private static final int AHEAD = 64;
  private static final int CHARACTERS_AHEAD = 1 << 20;

  private final ManifestLimits limits;
  private final DocumentParser parser;
  private final Executor parsers;
  private final Consumer<Map<String, Object>> objects;
  private final Consumer<ManifestProblem> problems;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long characters;

  ManifestReader(
      ManifestLimits limits,
      Executor parsers,
      Consumer<Map<String, Object>> objects,
      Consumer<ManifestProblem> problems) {
    this.limits = limits;
    this.parser = new DocumentParser(limits);
    this.parsers = parsers;
    this.objects = objects;
    this.problems = problems;
  }

  /** A document that was given to the parsers. */
  private record Ahead(FutureTask<Parsed> parsed, int characters) {}

  void read(String file, String text) throws InterruptedException {
    int line = 1;
    int start = 0;
    int documents = 0;
    Matcher separators = SEPARATOR.matcher(text);
    while (start <= text.length()) {
      boolean more = separators.find();
      int end = more ? separators.start() : text.length();
      String document = text.substring(start, end);
      if (hasContent(document)) {
        if (++documents > limits.documents()) {
          problem(DocumentParser.tooMany(limits, file + ":" + line));
          return;
        }
        document(file, line, document);
      }
      if (!more) {
        return;
      }
      line += lines(text, start, separators.end());
      start = separators.end();
    }
  }

  private void document(String file, int line, String document) throws InterruptedException {
    while (!ahead.isEmpty()
        && (ahead.size() >= AHEAD || characters + document.length() > CHARACTERS_AHEAD)) {
      takeFirst();
    }
    FutureTask<Parsed> task = new FutureTask<>(() -> parser.parse(file, line, document));
    ahead.addLast(new Ahead(task, document.length()));
    characters += document.length();
    parsers.execute(task);
  }

  /** A problem with a file, in its place among the documents. */
  void problem(ManifestProblem problem) {
    FutureTask<Parsed> known = new FutureTask<>(() -> Parsed.problem(problem));
    known.run();
    ahead.addLast(new Ahead(known, 0));
  }

  /** Gives on everything that was read. */
  void finish() throws InterruptedException {
    while (!ahead.isEmpty()) {
      takeFirst();
    }
  }

  private void takeFirst() throws InterruptedException {
    Ahead first = ahead.removeFirst();
    characters -= first.characters();
    Parsed parsed;
    try {
      parsed = first.parsed().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a document could not be parsed", e.getCause());
    }
    parsed.objects().forEach(objects);
    parsed.problems().forEach(problems);
  }

  private static boolean hasContent(String document) {
    return document
        .lines()
        .anyMatch(line -> !line.isBlank() && !line.stripLeading().startsWith("#"));
  }

  private static int lines(String text, int from, int to) {
    int lines = 0;
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '\n') {
        lines++;
      }
    }
    return lines;
  }
}
