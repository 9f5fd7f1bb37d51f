package io.attestream.collector.exceptions;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import io.attestream.evidence.json.CanonicalJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Takes exceptions in, and back. Every method blocks. */
public final class ExceptionRegister {
  /** Most exceptions that stand at a time; each is matched against every open finding. */
  public static final int MOST = 200;

  /** Of a decision's content, so that its signed entry fits into the log. */
  private static final int MOST_BYTES = 40_000;

  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final Decisions decisions;

  public ExceptionRegister(Catalogue catalogue, ControlRegistry registry, Decisions decisions) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.decisions = decisions;
  }

  /**
   * Records it.
   *
   * @return its id
   */
  public long add(String by, ExceptionRecord exception) {
    if (!exception.check().isEmpty() && catalogue.byId(exception.check()).isEmpty()) {
      throw new DecisionRefused("there is no check '" + exception.check() + "'");
    }
    return decisions.decide(
        by,
        (handle, index, now) -> {
          DecisionRefused.unlessFree(exception.problems(LocalDate.ofInstant(now, ZoneOffset.UTC)));
          if (ExceptionTable.count(handle) >= MOST) {
            throw new DecisionRefused("there are " + MOST + " exceptions; withdraw one first");
          }
          long id = ExceptionTable.add(handle, exception, by, now, index);
          return new Decision<>(
              "exception", "exception/" + id, exception.json(), controls(exception), id);
        });
  }

  /**
   * Records the exceptions of a CSV file: all of them in one decision, or none. A line that says what
   * stands already is passed over.
   *
   * @return how many were recorded
   * @throws DecisionRefused with every mistake and its line
   */
  public int importCsv(String by, String csv) {
    return decisions.decide(
        by,
        (handle, index, now) ->
            imported(
                handle,
                index,
                now,
                by,
                ExceptionSheet.read(csv, catalogue, LocalDate.ofInstant(now, ZoneOffset.UTC))));
  }

  /** As above, of the first sheet of an XLSX workbook. */
  public int importXlsx(String by, byte[] workbook) {
    return decisions.decide(
        by,
        (handle, index, now) ->
            imported(
                handle,
                index,
                now,
                by,
                ExceptionSheet.read(
                    workbook, catalogue, LocalDate.ofInstant(now, ZoneOffset.UTC))));
  }

  private Decision<Integer> imported(
      Handle handle, long index, Instant now, String by, List<ExceptionRecord> read) {
    List<ExceptionRecord> standing = new ArrayList<>(ExceptionTable.standing(handle));
    List<Map<String, Object>> content = new ArrayList<>();
    Set<String> touched = new HashSet<>();
    for (ExceptionRecord exception : read) {
      if (standing.stream().noneMatch(exception::sameAs)) {
        Map<String, Object> json = exception.json();
        json.put("id", ExceptionTable.add(handle, exception, by, now, index));
        content.add(json);
        standing.add(exception);
        touched.addAll(controls(exception));
      }
    }
    if (content.isEmpty()) {
      throw new DecisionRefused("the file adds nothing");
    }
    if (standing.size() > MOST) {
      throw new DecisionRefused(
          "there would be " + standing.size() + " exceptions, at most " + MOST + " may stand");
    }
    Map<String, Object> exceptions = Map.of("exceptions", content);
    if (CanonicalJson.bytes(exceptions).length > MOST_BYTES) {
      throw new DecisionRefused("the file is longer than the log takes at once; split it");
    }
    return new Decision<>("exceptions-imported", "exceptions", exceptions, touched, content.size());
  }

  /** Takes it back: its failures count again, and the log keeps that it stood. */
  public void withdraw(String by, long id) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          ExceptionRecord exception =
              ExceptionTable.find(handle, id)
                  .orElseThrow(() -> new DecisionRefused("there is no exception " + id));
          ExceptionTable.withdraw(handle, id, by, now);
          return new Decision<>(
              "exception-withdrawn",
              "exception/" + id,
              Map.of("exception", exception.json()),
              controls(exception),
              true);
        });
  }

  private Set<String> controls(ExceptionRecord exception) {
    return catalogue
        .byId(exception.check())
        .map(c -> c.controls().stream().map(ControlEdge::control).collect(Collectors.toSet()))
        .orElseGet(() -> registry.controls().stream().map(Control::id).collect(Collectors.toSet()));
  }
}
