package io.attestream.checks.engine;

import io.attestream.checks.expression.Expression;
import io.attestream.checks.expression.Expression.Result;
import io.attestream.checks.expression.Read;
import io.attestream.checks.model.Check;
import io.attestream.checks.path.ObservePath;
import io.attestream.checks.path.PathTrie;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One check, ready to judge. What it says of evidence never changes. Safe for concurrent use. */
public final class CheckProgram {
  /** The order that blind spots have in a disclosure. */
  private static final Comparator<BlindSpot> ORDER =
      Comparator.comparing(BlindSpot::path)
          .thenComparing(BlindSpot::api)
          .thenComparing(BlindSpot::reason)
          .thenComparing(BlindSpot::detail);

  private final Check check;
  private final Map<String, Object> params;
  private final PathTrie projection;
  private final @Nullable Expression applies;
  private final Expression passes;

  /** What {@link #applies} reads. */
  private final List<ObservePath> condition;

  /** {@code null} for a check that looks at the clock. */
  private final @Nullable RecentVerdicts recent;

  /** What the expressions read. */
  private final PathTrie readable;

  CheckProgram(
      Check check,
      Map<String, Object> params,
      PathTrie projection,
      @Nullable Expression applies,
      Expression passes) {
    this.check = check;
    this.params = params;
    this.projection = projection;
    this.applies = applies;
    this.passes = passes;
    this.condition =
        applies == null ? List.of() : applies.reads().stream().map(Read::path).toList();
    boolean usesClock = passes.usesClock() || (applies != null && applies.usesClock());
    this.recent = usesClock ? null : new RecentVerdicts();
    List<ObservePath> reads = new ArrayList<>(condition);
    passes.reads().forEach(read -> reads.add(read.path()));
    this.readable = PathTrie.of(reads);
  }

  public Check check() {
    return check;
  }

  /** The values that the parameters have here. */
  public Map<String, Object> params() {
    return params;
  }

  /**
   * Makes the evidence: the declared parts of a document, and of the blind spots those that touch
   * them, in a fixed order. A part of an unexpected shape becomes an UNPARSABLE blind spot.
   */
  public Observation project(Map<String, Object> document, List<BlindSpot> blind) {
    List<BlindSpot> relevant = new ArrayList<>(0);
    for (BlindSpot spot : blind) {
      if (touches(spot, projection.paths())) {
        relevant.add(spot);
      }
    }
    Map<String, Object> observed =
        projection.project(
            document,
            (path, expected) ->
                relevant.add(
                    new BlindSpot(path, UnknownReason.UNPARSABLE, "", "is no " + expected)));
    if (relevant.size() > 1) {
      TreeSet<BlindSpot> sorted = new TreeSet<>(ORDER);
      sorted.addAll(relevant);
      return new Observation(observed, List.copyOf(sorted));
    }
    return new Observation(observed, relevant);
  }

  /**
   * The verdict over evidence: a pure function of this check, its parameters, the evidence and
   * {@code now}.
   *
   * @param now when the commit began; only checks with {@link Check#usesClock} look at it
   */
  public Verdict judge(Observation evidence, Instant now) {
    if (recent == null) {
      return evaluate(evidence, now);
    }
    Observation read = read(evidence);
    Verdict known = recent.find(read);
    if (known != null) {
      return known;
    }
    Verdict verdict = evaluate(evidence, now);
    recent.keep(read, verdict);
    return verdict;
  }

  /**
   * Evidence without what no expression reads and is there for the reader alone, such as a name that
   * no other resource has. It follows from the expressions, which name what they read, not from what
   * the check says of itself.
   */
  Observation read(Observation evidence) {
    return new Observation(readable.prune(evidence.observed()), evidence.blind());
  }

  /** The same as {@link #judge}, worked out anew. */
  Verdict evaluate(Observation evidence, Instant now) {
    List<BlindSpot> blind =
        evidence.blind().isEmpty()
            ? List.of()
            : evidence.blind().stream().filter(spot -> touches(spot, check.observe())).toList();
    if (applies != null && blind.stream().noneMatch(this::hidesApplicability)) {
      Result result = applies.evaluate(evidence.observed(), params, now);
      if (result instanceof Result.Value value && !value.holds()) {
        return Verdict.NOT_APPLICABLE;
      }
      if (result instanceof Result.Unknown unknown && blind.isEmpty()) {
        return Verdict.unknown(unknown.reason(), unknown.detail());
      }
    }
    if (!blind.isEmpty()) {
      return unknown(blind.get(0));
    }
    Result result = passes.evaluate(evidence.observed(), params, now);
    if (result instanceof Result.Value value) {
      return value.holds() ? Verdict.PASS : Verdict.FAIL;
    }
    Result.Unknown unknown = (Result.Unknown) result;
    return Verdict.unknown(unknown.reason(), unknown.detail());
  }

  private static Verdict unknown(BlindSpot spot) {
    String what = spot.api().isEmpty() ? spot.path() : spot.api();
    String detail = spot.detail().isEmpty() ? what : what + " " + spot.detail();
    return Verdict.unknown(spot.reason(), detail);
  }

  private boolean hidesApplicability(BlindSpot spot) {
    return touches(spot, condition);
  }

  /** A blind spot whose path cannot be read hides everything. */
  private static boolean touches(BlindSpot spot, List<ObservePath> paths) {
    if (spot.path().isEmpty()) {
      return !paths.isEmpty();
    }
    try {
      ObservePath hidden = ObservePath.parse(spot.path());
      for (ObservePath path : paths) {
        if (hidden.overlaps(path)) {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      return !paths.isEmpty();
    }
  }
}
