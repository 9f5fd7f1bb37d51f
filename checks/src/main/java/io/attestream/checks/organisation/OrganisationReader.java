package io.attestream.checks.organisation;

import static java.util.stream.Collectors.toSet;

import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.catalogue.PlainJson;
import io.attestream.checks.model.Param;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an organisation's file of facts into parameters of checks. Bounded; finds every mistake. */
public final class OrganisationReader {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final List<Fact> facts;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Map<String, Object>> params = new TreeMap<>();

  private OrganisationReader(Path file, List<Fact> facts) {
    this.file = file;
    this.facts = facts;
  }

  /**
   * The parameters that a file's facts set, by check and name.
   *
   * @throws CatalogueException with every mistake, its file and line
   */
  public static Map<String, Map<String, Object>> read(Path file, List<Fact> facts) {
    OrganisationReader reader = new OrganisationReader(file, facts);
    reader.read();
    if (!reader.problems.isEmpty()) {
      throw new CatalogueException(reader.problems);
    }
    return reader.params;
  }

  private void read() {
    String name = file.toString();
    Set<String> sections = facts.stream().map(Fact::section).collect(toSet());
    Optional<Fields> root =
        bytes()
            .flatMap(bytes -> YamlReader.read(name, bytes, problems))
            .flatMap(node -> Fields.of(name, node, "the file", sections, problems));
    root.ifPresent(
        fields -> sections.stream().sorted().forEach(section -> section(fields, section)));
  }

  private Optional<byte[]> bytes() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return Optional.of(bytes);
      }
      problem(1, "is larger than " + MAX_BYTES + " bytes");
    } catch (IOException e) {
      problem(1, "cannot be read: " + e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private void section(Fields root, String section) {
    List<Fact> here = facts.stream().filter(fact -> fact.section().equals(section)).toList();
    Set<String> names = here.stream().map(Fact::name).collect(toSet());
    root.node(section)
        .flatMap(node -> Fields.of(file.toString(), node, "'" + section + "'", names, problems))
        .ifPresent(
            fields ->
                here.forEach(fact -> fields.node(fact.name()).ifPresent(node -> fact(fact, node))));
  }

  private void fact(Fact fact, YamlNode node) {
    @Nullable Object value = value(fact, node);
    if (value != null) {
      for (Fact.Target target : fact.sets()) {
        params
            .computeIfAbsent(target.check(), check -> new TreeMap<>())
            .merge(target.param(), value, OrganisationReader::union);
      }
    }
  }

  private @Nullable Object value(Fact fact, YamlNode node) {
    if (fact.type() == Param.Type.STRINGS && node instanceof YamlNode.Mapping) {
      return column(fact, node);
    }
    Object value = PlainJson.of(node);
    if (fact.type().accepts(value)) {
      return value;
    }
    problem(
        node.line(),
        "'%s' must be of type %s, it is %s".formatted(fact.key(), fact.type().key(), node.shape()));
    return null;
  }

  /** {@code {csv: FILE, column: NAME}}, the file beside this one. */
  private @Nullable Object column(Fact fact, YamlNode node) {
    Optional<Fields> from =
        Fields.of(file.toString(), node, "'" + fact.key() + "'", Set.of("csv", "column"), problems);
    if (from.isEmpty()) {
      return null;
    }
    String csv = from.get().text("csv");
    String column = from.get().text("column");
    if (csv.isEmpty() || column.isEmpty()) {
      return null;
    }
    try {
      return CsvColumn.read(file.toAbsolutePath().resolveSibling(csv), column);
    } catch (IOException e) {
      problem(node.line(), "'" + fact.key() + "': " + csv + ": " + e.getMessage());
      return null;
    }
  }

  private static Object union(Object one, Object other) {
    if (one instanceof List<?> first && other instanceof List<?> second) {
      Set<Object> all = new LinkedHashSet<>(first);
      all.addAll(second);
      return List.copyOf(all);
    }
    return other;
  }

  private void problem(int line, String message) {
    problems.add(new Problem(file.toString(), line, message));
  }
}
