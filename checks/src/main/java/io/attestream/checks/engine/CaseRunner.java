package io.attestream.checks.engine;

import io.attestream.checks.expression.Expressions;
import io.attestream.checks.model.Check;
import io.attestream.checks.model.CheckCase;
import io.attestream.evidence.model.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the cases that checks bring along. Thread-safe. */
public final class CaseRunner {
  private final Expressions expressions = new Expressions();

  /**
   * What a case gave.
   *
   * @param given the case
   * @param verdict what the check said
   */
  public record Outcome(CheckCase given, Verdict verdict) {
    /** Whether status and, where the case names one, reason are as the case expects. */
    public boolean asExpected() {
      return verdict.status() == given.expect()
          && (given.reason() == null || given.reason() == verdict.unknownReason());
    }
  }

  /** All cases of a check, in the order of its file. */
  public List<Outcome> run(Check check) {
    return check.cases().stream().map(one -> run(check, one)).toList();
  }

  /** One case: its resource through projection and judgement, parameters not given at defaults. */
  public Outcome run(Check check, CheckCase one) {
    Map<String, Object> params = new HashMap<>();
    check.params().forEach((name, param) -> params.put(name, param.defaultValue()));
    params.putAll(one.params());
    CheckProgram program = Engine.compile(check, params, expressions);
    return new Outcome(one, program.judge(program.project(one.resource(), one.blind()), one.now()));
  }
}
