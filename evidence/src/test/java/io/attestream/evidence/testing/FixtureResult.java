package io.attestream.evidence.testing;

import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Verdict;
import java.time.Instant;

/** A judged resource, before it becomes a leaf. */
public record FixtureResult(
    String check,
    int version,
    ResourceIdentity resource,
    Verdict verdict,
    Observation observation,
    Instant since) {}
