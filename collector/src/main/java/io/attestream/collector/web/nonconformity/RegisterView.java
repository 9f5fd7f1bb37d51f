package io.attestream.collector.web.nonconformity;

import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.web.view.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The register, filtered.
 *
 * @param open open entries by kind, whatever the filter
 * @param overdue open entries whose next step is overdue, likewise
 * @param next address of the next page, or empty
 */
public record RegisterView(
    RegisterState state,
    Optional<Kind> kind,
    Map<Kind, Long> open,
    long overdue,
    List<Line> lines,
    String next) {
  public RegisterView {
    open = Map.copyOf(open);
    lines = List.copyOf(lines);
  }

  public record Line(Nonconformity entry, Mark mark, Origin origin) {}

  public long open(Kind of) {
    return open.getOrDefault(of, 0L);
  }

  public boolean filtered() {
    return state != RegisterState.OPEN || kind.isPresent();
  }
}
