package io.attestream.agent.commit;

import io.attestream.agent.resource.Enumeration;
import io.attestream.evidence.model.ScopeUnit;
import java.time.Instant;
import java.util.List;

/**
 * What a commit says of the scan, or the span of watching, behind it.
 *
 * @param startedAt the only time that checks looked at
 * @param nextBy when the unit's next commit is promised
 */
public record ScanFacts(
    ScopeUnit unit,
    Instant startedAt,
    Instant finishedAt,
    Instant nextBy,
    List<Enumeration> enumerations) {
  public ScanFacts {
    enumerations = List.copyOf(enumerations);
  }
}
