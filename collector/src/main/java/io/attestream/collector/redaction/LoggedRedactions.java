package io.attestream.collector.redaction;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.Sequencer;
import io.attestream.collector.store.Database;
import io.attestream.evidence.entry.RedactionEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Erasures through the log's only writer. */
public final class LoggedRedactions implements Redactions {
  private final Database database;
  private final Sequencer sequencer;
  private final LogStatements statements;
  private final Clock clock;

  public LoggedRedactions(
      Database database, Sequencer sequencer, LogStatements statements, Clock clock) {
    this.database = database;
    this.sequencer = sequencer;
    this.statements = statements;
    this.clock = clock;
  }

  /** What is in the store up to some entry. */
  private record Searched(List<Found> found, long index) {}

  /** One erasure at a time: two of the same resource would log the same digests twice. */
  @Override
  public synchronized Erased erase(String by, Erasure erasure) {
    DecisionRefused.unlessFree(erasure.problems());
    RedactionTable.Known resource =
        database
            .read(handle -> RedactionTable.resource(handle, erasure.resource()))
            .orElseThrow(() -> new DecisionRefused("there is no resource " + erasure.resource()));
    if (erasure.identity()) {
      refuseStanding(resource);
    }
    DisclosureSearch search = new DisclosureSearch(erasure, resource.unit(), resource.identity());
    List<Long> entries = new ArrayList<>();
    long disclosures = 0;
    Searched searched = search(search, -1);
    while (!searched.found().isEmpty()) {
      List<List<Found>> parts = parts(searched.found());
      for (int i = 0; i < parts.size(); i++) {
        boolean last = i == parts.size() - 1;
        entries.add(log(new RedactionWork(erasure, parts.get(i), last, by, statements, clock)));
        disclosures += parts.get(i).stream().map(Found::digest).distinct().count();
      }
      // What came in meanwhile.
      searched = search(search, searched.index());
    }
    if (entries.isEmpty()) {
      throw new DecisionRefused(
          "the store holds nothing of that: it was erased before, or never came");
    }
    return new Erased(entries, disclosures, database.scrub());
  }

  /** Its agent would bring the identity of a resource in sight again. */
  static void refuseStanding(RedactionTable.Known resource) {
    if (resource.results() > 0) {
      throw new DecisionRefused(
          "the resource still stands in "
              + resource.results()
              + " results; its identity can be erased once it is gone or out of the scope,"
              + " its evidence at once");
    }
  }

  private Searched search(DisclosureSearch search, long after) {
    return database.read(
        handle -> {
          long index =
              handle
                  .createQuery("SELECT COALESCE(MAX(idx), -1) FROM log_entry")
                  .mapTo(Long.class)
                  .one();
          return new Searched(search.after(handle.getConnection(), after), index);
        });
  }

  /** All places of a digest go into one entry. */
  private static List<List<Found>> parts(List<Found> found) {
    Map<String, List<Found>> byDigest = new LinkedHashMap<>();
    found.forEach(one -> byDigest.computeIfAbsent(one.digest(), d -> new ArrayList<>()).add(one));
    List<List<Found>> parts = new ArrayList<>();
    int digests = 0;
    for (List<Found> places : byDigest.values()) {
      if (digests++ % RedactionEntry.MOST == 0) {
        parts.add(new ArrayList<>());
      }
      parts.get(parts.size() - 1).addAll(places);
    }
    return parts;
  }

  private long log(RedactionWork work) {
    try {
      return sequencer.submit(work).join().result();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
