package io.attestream.agent.judge;

import io.attestream.checks.model.Check;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Verdict;

/** One check on one resource, with the evidence that the verdict follows from. */
public record CheckResult(
    Check check, ResourceIdentity resource, Observation evidence, Verdict verdict) {}
