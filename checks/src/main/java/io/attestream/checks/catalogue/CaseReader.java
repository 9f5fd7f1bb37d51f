package io.attestream.checks.catalogue;

import io.attestream.checks.model.CheckCase;
import io.attestream.checks.model.Param;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the cases of a check. */
final class CaseReader {
  private static final Set<String> KEYS =
      CheckReader.keys("name expect reason resource blind now params");
  private static final Set<String> BLIND_KEYS = CheckReader.keys("path reason api detail");

  private final String file;
  private final Fields check;
  private final Map<String, Param> params;
  private final List<Problem> problems;

  CaseReader(String file, Fields check, Map<String, Param> params, List<Problem> problems) {
    this.file = file;
    this.check = check;
    this.params = params;
    this.problems = problems;
  }

  List<CheckCase> read() {
    List<CheckCase> cases = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    EnumSet<Status> seen = EnumSet.noneOf(Status.class);
    for (YamlNode item : check.list("cases")) {
      Fields.of(file, item, "a case", KEYS, problems)
          .ifPresent(
              fields -> {
                Status status = fields.choice("expect", Status.values(), Status::wire);
                if (!names.add(fields.text("name"))) {
                  fields.problem(fields.line("name"), "a case of this name is already there");
                }
                if (status != null) {
                  seen.add(status);
                  cases.add(read(fields, status));
                }
              });
    }
    for (Status needed : EnumSet.of(Status.PASS, Status.FAIL, Status.UNKNOWN)) {
      if (!seen.contains(needed)) {
        check.problem(check.line("cases"), "no case expects " + needed.wire());
      }
    }
    if (check.has("applies") && !seen.contains(Status.NOT_APPLICABLE)) {
      check.problem(check.line("cases"), "the check has 'applies', but no case expects na");
    }
    return cases;
  }

  private CheckCase read(Fields fields, Status status) {
    if (!fields.has("resource")) {
      fields.problem(fields.line(), "key 'resource' is missing");
    }
    UnknownReason reason = fields.has("reason") ? reason(fields) : null;
    if (reason != null && status != Status.UNKNOWN) {
      fields.problem(fields.line("reason"), "only unknown has a reason");
      reason = null;
    }
    List<BlindSpot> blind = new ArrayList<>();
    for (YamlNode item : fields.list("blind")) {
      Fields.of(file, item, "a blind spot", BLIND_KEYS, problems)
          .ifPresent(
              spot -> {
                UnknownReason why = reason(spot);
                if (why != null) {
                  blind.add(
                      new BlindSpot(
                          spot.text("path", ""), why, spot.text("api"), spot.text("detail", "")));
                }
              });
    }
    return new CheckCase(
        fields.text("name"),
        status,
        reason,
        fields.plain("resource"),
        blind,
        now(fields),
        params(fields),
        fields.line());
  }

  private static @org.jspecify.annotations.Nullable UnknownReason reason(Fields fields) {
    return fields.choice("reason", UnknownReason.values(), UnknownReason::name);
  }

  private static Instant now(Fields fields) {
    if (!fields.has("now")) {
      return CheckCase.DEFAULT_NOW;
    }
    String text = fields.text("now");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      fields.problem(
          fields.valueLine("now"), "'" + text + "' is no instant such as 2026-11-01T00:00:00Z");
      return CheckCase.DEFAULT_NOW;
    }
  }

  private Map<String, Object> params(Fields fields) {
    Map<String, Object> given = fields.plain("params");
    given.forEach(
        (name, value) -> {
          Param param = params.get(name);
          if (param == null) {
            fields.problem(
                fields.line("params"),
                "parameter '" + name + "' is not declared" + Nearest.hint(name, params.keySet()));
          } else if (!param.type().accepts(value)) {
            fields.problem(
                fields.line("params"),
                "parameter '" + name + "' must be of type " + param.type().key());
          }
        });
    return given;
  }
}
