package io.attestream.agent.judge;

import io.attestream.agent.resource.Resource;
import io.attestream.checks.engine.CheckProgram;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs every check of a resource's type. Pure; safe for many threads. */
public final class ResourceJudge {
  private final Engine engine;

  public ResourceJudge(Engine engine) {
    this.engine = engine;
  }

  public Engine engine() {
    return engine;
  }

  /** The results for a resource as it was observed, in the order of the check ids. */
  public List<CheckResult> judge(Resource resource, Instant now) {
    List<CheckProgram> programs = engine.programs(resource.identity().type());
    List<CheckResult> results = new ArrayList<>(programs.size());
    for (CheckProgram program : programs) {
      Observation evidence = program.project(resource.document(), resource.blind());
      results.add(
          new CheckResult(
              program.check(), resource.identity(), evidence, program.judge(evidence, now)));
    }
    return results;
  }

  /** The results for what could not be observed at all: UNKNOWN, or not applicable to anything. */
  public List<CheckResult> unobserved(ResourceIdentity identity, BlindSpot spot, Instant now) {
    BlindSpot whole = new BlindSpot("", spot.reason(), spot.api(), spot.detail());
    Observation evidence = new Observation(Map.of(), List.of(whole));
    List<CheckResult> results = new ArrayList<>();
    for (CheckProgram program : engine.programs(identity.type())) {
      Verdict verdict = program.judge(evidence, now);
      if (verdict.status() == Status.PASS || verdict.status() == Status.FAIL) {
        verdict = Verdict.unknown(spot.reason(), spot.api() + " " + spot.detail());
      }
      results.add(new CheckResult(program.check(), identity, evidence, verdict));
    }
    return results;
  }
}
