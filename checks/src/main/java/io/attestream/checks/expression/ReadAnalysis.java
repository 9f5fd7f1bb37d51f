package io.attestream.checks.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.attestream.checks.path.ObservePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, without running it, every path below {@code r} that an expression may read. It follows
 * values through selections, indexes, comprehensions (macros are expanded already), bindings,
 * conditionals and optionals; where it cannot tell, it takes the larger path, so that it errs
 * towards reading more.
 */
final class ReadAnalysis {
  /** A value that comes from these paths, and, for a list that the expression built, its elements. */
  private record Origin(Set<ObservePath> paths, Set<ObservePath> elements, boolean root) {
    static final Origin NONE = new Origin(Set.of(), Set.of(), false);
    static final Origin ROOT = new Origin(Set.of(), Set.of(), true);

    Origin or(Origin other) {
      return new Origin(
          union(paths, other.paths), union(elements, other.elements), root || other.root);
    }

    private static Set<ObservePath> union(Set<ObservePath> one, Set<ObservePath> two) {
      Set<ObservePath> both = new LinkedHashSet<>(one);
      both.addAll(two);
      return both;
    }
  }

  private static final Set<String> TRANSPARENT =
      Set.of(
          "optional.of",
          "optional.ofNonZeroValue",
          "optional.unwrap",
          "or",
          "orValue",
          "value",
          "_?_:_",
          "_+_",
          "flatten",
          "distinct");

  private final Set<Read> reads = new LinkedHashSet<>();
  private final Set<String> params = new HashSet<>();
  private final Map<String, Origin> scope = new HashMap<>();
  private boolean usesClock;
  private boolean wholeResource;

  private ReadAnalysis() {}

  static ReadAnalysis of(CelExpr expression) {
    ReadAnalysis analysis = new ReadAnalysis();
    analysis.consume(analysis.origin(expression));
    return analysis;
  }

  Set<Read> reads() {
    return reads;
  }

  Set<String> params() {
    return params;
  }

  boolean usesClock() {
    return usesClock;
  }

  /** Whether {@code r} is used other than by its fields, so that no path says what is read. */
  boolean wholeResource() {
    return wholeResource;
  }

  private Origin origin(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT, NOT_SET -> Origin.NONE;
      case IDENT -> ident(expr.ident().name());
      case SELECT -> select(expr.select());
      case CALL -> call(expr.call());
      case LIST -> list(expr.list());
      case MAP -> {
        expr.map().entries().forEach(entry -> consume(origin(entry.value())));
        yield Origin.NONE;
      }
      case STRUCT -> {
        expr.struct().entries().forEach(entry -> consume(origin(entry.value())));
        yield Origin.NONE;
      }
      case COMPREHENSION -> comprehension(expr.comprehension());
    };
  }

  private Origin ident(String name) {
    Origin bound = scope.get(name);
    if (bound != null) {
      return bound;
    }
    if (name.equals("now")) {
      usesClock = true;
    }
    return name.equals("r") ? Origin.ROOT : Origin.NONE;
  }

  private Origin select(CelExpr.CelSelect select) {
    if (select.operand().identOrDefault().name().equals("params") && !scope.containsKey("params")) {
      params.add(select.field());
      return Origin.NONE;
    }
    Origin target = field(origin(select.operand()), select.field());
    if (select.testOnly()) {
      read(target.paths(), Read.Kind.PRESENCE);
      return Origin.NONE;
    }
    return target;
  }

  private static Origin field(Origin parent, String name) {
    Set<ObservePath> paths = new LinkedHashSet<>();
    if (parent.root()) {
      paths.add(new ObservePath(List.of(new ObservePath.Step.Key(name))));
    }
    parent.paths().forEach(path -> paths.add(path.key(name)));
    return new Origin(paths, Set.of(), false);
  }

  private static Origin each(Origin list) {
    Set<ObservePath> paths = new LinkedHashSet<>(list.elements());
    list.paths().forEach(path -> paths.add(path.each()));
    return new Origin(paths, Set.of(), false);
  }

  private Origin list(CelExpr.CelList list) {
    Set<ObservePath> elements = new LinkedHashSet<>();
    for (CelExpr element : list.elements()) {
      Origin origin = origin(element);
      elements.addAll(origin.paths());
      elements.addAll(origin.elements());
    }
    return new Origin(Set.of(), elements, false);
  }

  private Origin call(CelExpr.CelCall call) {
    List<CelExpr> operands = new ArrayList<>();
    call.target().ifPresent(operands::add);
    operands.addAll(call.args());
    return switch (call.function()) {
      case "_[_]", "_[?_]", "_?._" -> index(operands.get(0), operands.get(1));
      case "size" -> {
        size(origin(operands.get(0)));
        yield Origin.NONE;
      }
      case "hasValue" -> {
        Origin value = origin(operands.get(0));
        read(value.paths(), Read.Kind.PRESENCE);
        yield Origin.NONE;
      }
      case "_?_:_" -> {
        consume(origin(operands.get(0)));
        yield origin(operands.get(1)).or(origin(operands.get(2)));
      }
      case "@in" -> {
        consume(origin(operands.get(0)));
        Origin container = origin(operands.get(1));
        consume(container);
        yield Origin.NONE;
      }
      default -> {
        Origin all = Origin.NONE;
        for (CelExpr operand : operands) {
          all = all.or(origin(operand));
        }
        if (TRANSPARENT.contains(call.function())) {
          yield all;
        }
        consume(all);
        yield Origin.NONE;
      }
    };
  }

  private Origin index(CelExpr target, CelExpr key) {
    CelConstant constant = key.constantOrDefault();
    Origin parent = origin(target);
    if (target.identOrDefault().name().equals("params")
        && constant.getKind() == CelConstant.Kind.STRING_VALUE) {
      params.add(constant.stringValue());
      return Origin.NONE;
    }
    if (constant.getKind() == CelConstant.Kind.STRING_VALUE) {
      return field(parent, constant.stringValue());
    }
    consume(origin(key));
    if (constant.getKind() == CelConstant.Kind.INT64_VALUE) {
      return each(parent);
    }
    consume(parent);
    return Origin.NONE;
  }

  private Origin comprehension(CelExpr.CelComprehension fold) {
    Origin range = origin(fold.iterRange());
    wholeResource |= range.root();
    read(range.paths(), Read.Kind.PRESENCE);
    Origin elements = each(range);
    Map<String, Origin> outer = new HashMap<>(scope);
    scope.put(fold.accuVar(), origin(fold.accuInit()));
    if (fold.iterVar2().isEmpty()) {
      scope.put(fold.iterVar(), elements);
    } else {
      scope.put(fold.iterVar(), Origin.NONE);
      scope.put(fold.iterVar2(), elements);
    }
    consume(origin(fold.loopCondition()));
    Origin step = origin(fold.loopStep());
    scope.put(fold.accuVar(), scope.getOrDefault(fold.accuVar(), Origin.NONE).or(step));
    Origin result = origin(fold.result());
    scope.clear();
    scope.putAll(outer);
    return result;
  }

  private void size(Origin origin) {
    wholeResource |= origin.root();
    read(origin.paths(), Read.Kind.SIZE);
    read(origin.elements(), Read.Kind.PRESENCE);
  }

  /** The value itself is used: compared, passed to a function, or the result. */
  private void consume(Origin origin) {
    wholeResource |= origin.root();
    read(origin.paths(), Read.Kind.VALUE);
    read(origin.elements(), Read.Kind.VALUE);
  }

  private void read(Set<ObservePath> paths, Read.Kind kind) {
    paths.forEach(path -> reads.add(new Read(path.keysOnly(), kind)));
  }
}
