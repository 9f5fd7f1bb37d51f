package io.attestream.collector.nonconformity;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.model.ControlEdge;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What the data knows that may have the same cause (clause 10.2 b 3).
 *
 * @param failures the first other open failures of its checks, anywhere
 * @param count how many there are
 * @param controls other controls that rest on its checks
 * @param entries other entries with one of its checks or its cause's category, the newest first
 */
public record SimilarCases(
    List<Failure> failures, long count, Set<String> controls, List<Nonconformity> entries) {
  private static final int MOST_ENTRIES = 10;

  public SimilarCases {
    failures = List.copyOf(failures);
    controls = java.util.Collections.unmodifiableSet(new TreeSet<>(controls));
    entries = List.copyOf(entries);
  }

  public static SimilarCases read(Handle handle, Catalogue catalogue, Nonconformity entry) {
    Set<String> controls = new TreeSet<>();
    for (Watched watched : NonconformityTable.scope(handle, entry.id())) {
      catalogue
          .byId(watched.check())
          .ifPresent(
              check -> check.controls().stream().map(ControlEdge::control).forEach(controls::add));
    }
    entry.requirement().control().ifPresent(controls::remove);
    return new SimilarCases(
        FailureQuery.others(handle, entry.id()),
        FailureQuery.countOthers(handle, entry.id()),
        controls,
        entries(handle, entry));
  }

  private static List<Nonconformity> entries(Handle handle, Nonconformity entry) {
    return handle
        .createQuery(
            """
            SELECT n.* FROM nonconformity n WHERE n.id <> :id AND (
              (:category <> '' AND n.category = :category)
              OR EXISTS (SELECT 1 FROM nonconformity_scope mine JOIN nonconformity_scope other
                ON other.check_id = mine.check_id
                WHERE mine.nonconformity_id = :id AND other.nonconformity_id = n.id))
            ORDER BY n.id DESC LIMIT :most
            """)
        .bind("id", entry.id())
        .bind("category", entry.progress().category())
        .bind("most", MOST_ENTRIES)
        .map((row, context) -> NonconformityTable.read(row))
        .list();
  }
}
