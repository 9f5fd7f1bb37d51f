package io.attestream.checks.engine;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.catalogue.PackReader;
import io.attestream.checks.expression.Expression;
import io.attestream.checks.expression.ExpressionException;
import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.path.ObservePath;
import io.attestream.checks.path.PathTrie;
import io.attestream.evidence.hash.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All checks of a catalogue, compiled once with an organisation's parameters. Thread-safe. */
public final class Engine {
  private static final PathTrie NOTHING = PathTrie.of(List.of());

  private final Catalogue catalogue;
  private final Parameters parameters;
  private final Map<String, CheckProgram> byId = new HashMap<>();
  private final Map<String, List<CheckProgram>> byType = new HashMap<>();
  private final Map<String, PathTrie> observedByType = new HashMap<>();

  /**
   * @throws IllegalArgumentException that lists every parameter that does not fit the catalogue
   */
  public Engine(Catalogue catalogue, Parameters parameters) {
    List<String> problems = parameters.problems(catalogue);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    this.catalogue = catalogue;
    this.parameters = parameters;
    Expressions expressions = catalogue.expressions();
    for (Check check : catalogue.checks()) {
      CheckProgram program = compile(check, parameters.of(check), expressions);
      byId.put(check.id(), program);
      byType.computeIfAbsent(check.resource(), type -> new ArrayList<>()).add(program);
    }
    byType.replaceAll((type, list) -> List.copyOf(list));
    byType.forEach((type, list) -> observedByType.put(type, union(list)));
  }

  /**
   * The engine that a pinned pack describes, to judge again what it judged.
   *
   * @throws io.attestream.evidence.json.JsonException when the bytes are no pack
   * @throws IllegalArgumentException when its parameters do not fit its checks
   */
  public static Engine ofPack(byte[] pack) {
    PackReader.Pinned pinned = PackReader.read(pack);
    return new Engine(pinned.catalogue(), new Parameters(pinned.params()));
  }

  /** All that a verdict hangs on beside evidence and time: checks and parameters, canonical JSON. */
  public byte[] pack() {
    return catalogue.pack(parameters.values());
  }

  /** SHA-256 of {@link #pack}, 64 hex digits: what a commit names as the pack it was judged by. */
  public String digest() {
    return Hash.sha256(pack()).hex();
  }

  /** One check with given parameters; for cases and for re-performance. */
  public static CheckProgram compile(
      Check check, Map<String, Object> params, Expressions expressions) {
    List<ObservePath> kept = new ArrayList<>(check.observe());
    kept.addAll(check.context());
    try {
      Optional<String> applies = check.applies();
      Expression condition = applies.isPresent() ? expressions.compile(applies.get()) : null;
      Expression passes = expressions.compile(check.passes());
      return new CheckProgram(check, params, PathTrie.of(kept), condition, passes);
    } catch (ExpressionException e) {
      throw new IllegalArgumentException("check " + check.id() + ": " + e.getMessage(), e);
    }
  }

  private static PathTrie union(List<CheckProgram> programs) {
    Set<ObservePath> paths = new LinkedHashSet<>();
    for (CheckProgram program : programs) {
      paths.addAll(program.check().observe());
      paths.addAll(program.check().context());
    }
    return PathTrie.of(paths);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * @throws IllegalArgumentException when the catalogue has no such check
   */
  public CheckProgram program(String checkId) {
    CheckProgram program = byId.get(checkId);
    if (program == null) {
      throw new IllegalArgumentException("no check '" + checkId + "'");
    }
    return program;
  }

  /** The programs for a resource type, by id; none when no check concerns it. */
  public List<CheckProgram> programs(String resourceType) {
    return byType.getOrDefault(resourceType, List.of());
  }

  /**
   * All that the checks of a resource type keep of a document. Pruned with it, a document gives the
   * same projections as the whole one.
   */
  public PathTrie observedPaths(String resourceType) {
    return observedByType.getOrDefault(resourceType, NOTHING);
  }
}
