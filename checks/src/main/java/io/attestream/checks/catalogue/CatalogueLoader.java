package io.attestream.checks.catalogue;

import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Loads checks from the bundled catalogue and from directories of an organisation's own. */
public final class CatalogueLoader {
  private static final int MAX_FILES = 10_000;
  private static final int MAX_FILE_BYTES = 1 << 20;

  private CatalogueLoader() {}

  /**
   * The catalogue that ships with the product.
   *
   * @throws CatalogueException with every mistake
   */
  public static Catalogue bundled() {
    return parse(BundledFiles.read("catalogue"));
  }

  /**
   * The checks in files and directories, searched for {@code *.yaml} and {@code *.yml}.
   *
   * @throws CatalogueException with every mistake
   * @throws UncheckedIOException when a file cannot be read
   */
  public static Catalogue load(List<Path> paths) {
    return parse(files(paths));
  }

  /**
   * The bundled checks together with an organisation's own. An own check may not take the id of a
   * bundled one.
   *
   * @throws CatalogueException with every mistake
   * @throws UncheckedIOException when a file cannot be read
   */
  public static Catalogue bundledWith(List<Path> paths) {
    Map<String, byte[]> files = new LinkedHashMap<>(BundledFiles.read("catalogue"));
    files.putAll(files(paths));
    return parse(files);
  }

  /**
   * Reads an organisation's own checks as far as they can be read. Those that take the id of a
   * bundled check are a mistake.
   *
   * @throws UncheckedIOException when a path cannot be read
   */
  public static Reading read(List<Path> paths) {
    Reading own = reading(files(paths));
    Catalogue bundled = bundled();
    List<Problem> problems = new ArrayList<>(own.problems());
    for (Check check : own.catalogue().checks()) {
      if (bundled.byId(check.id()).isPresent()) {
        problems.add(new Problem(check.source(), 1, check.id() + " is a bundled check already"));
      }
    }
    return new Reading(own.catalogue(), own.files(), problems);
  }

  /**
   * Checks from file contents by name; for tests and for editors.
   *
   * @throws CatalogueException with every mistake
   */
  public static Catalogue parse(Map<String, byte[]> files) {
    Reading reading = reading(files);
    if (!reading.problems().isEmpty()) {
      throw new CatalogueException(reading.problems());
    }
    return reading.catalogue();
  }

  private static Reading reading(Map<String, byte[]> files) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Check> checks = new TreeMap<>();
    Expressions expressions = new Expressions();
    List<ReadFile> read =
        List.copyOf(files.entrySet()).parallelStream()
            .map(file -> read(file.getKey(), file.getValue(), expressions))
            .toList();
    for (ReadFile file : read) {
      problems.addAll(file.problems);
      file.check.ifPresent(
          check -> {
            Check other = checks.putIfAbsent(check.id(), check);
            if (other != null) {
              problems.add(
                  new Problem(file.name, 1, check.id() + " is already in " + other.source()));
            }
          });
    }
    return new Reading(new Catalogue(checks.values(), expressions), files.size(), problems);
  }

  /** What came of one file; compiling its expressions is most of a start, so files are read side by side. */
  private record ReadFile(String name, Optional<Check> check, List<Problem> problems) {}

  private static ReadFile read(String file, byte[] bytes, Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    return new ReadFile(file, new CheckReader(file, expressions, problems).read(bytes), problems);
  }

  private static Map<String, byte[]> files(List<Path> paths) {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path path : paths) {
      try (Stream<Path> walk = Files.walk(path, 16)) {
        List<Path> found =
            walk.filter(file -> file.toString().matches("(?s).*\\.ya?ml"))
                .filter(Files::isRegularFile)
                .limit(MAX_FILES + 1L)
                .toList();
        if (found.size() > MAX_FILES) {
          throw new UncheckedIOException(
              new IOException("more than " + MAX_FILES + " files in " + path));
        }
        for (Path file : found) {
          files.put(file.toString(), read(file));
        }
      } catch (NoSuchFileException e) {
        throw new UncheckedIOException("no such file or directory: " + path, e);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read checks from " + path + ": " + e, e);
      }
    }
    return files;
  }

  /** One byte more than allowed is enough for the reader to refuse the file by its size. */
  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_FILE_BYTES + 1);
    }
  }
}
