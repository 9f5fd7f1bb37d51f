package io.attestream.checks.organisation;

import io.attestream.checks.catalogue.CatalogueException;
import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.model.Param;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.checks.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The facts that can be given, in the order of the document. */
public final class Facts {
  private static final String FILE = "frameworks/organisation.yaml";

  private Facts() {}

  /** The facts that the bundled catalogue knows. */
  public static List<Fact> bundled() {
    List<Problem> problems = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    Optional<Fields> root =
        YamlReader.read(FILE, bytes(), problems)
            .flatMap(node -> Fields.of(FILE, node, "the file", Set.of("facts"), problems));
    for (YamlNode item : root.map(fields -> fields.list("facts")).orElse(List.of())) {
      Fields.of(FILE, item, "a fact", Set.of("key", "type", "meaning", "sets"), problems)
          .ifPresent(fields -> fact(fields, facts));
    }
    if (!problems.isEmpty()) {
      throw new CatalogueException(problems);
    }
    return List.copyOf(facts);
  }

  private static void fact(Fields fields, List<Fact> facts) {
    Param.Type type = fields.choice("type", Param.Type.values(), Param.Type::key);
    List<Fact.Target> sets = new ArrayList<>();
    for (String text : fields.texts("sets")) {
      int slash = text.indexOf('/');
      if (slash < 0) {
        fields.problem(fields.line("sets"), "'" + text + "' must be CHECK/PARAMETER");
      } else {
        sets.add(new Fact.Target(text.substring(0, slash), text.substring(slash + 1)));
      }
    }
    if (type != null) {
      facts.add(new Fact(fields.text("key"), type, fields.text("meaning"), sets));
    }
  }

  private static byte[] bytes() {
    try (InputStream in =
        Objects.requireNonNull(Facts.class.getResourceAsStream("/" + FILE), FILE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
