package io.attestream.collector.redaction;

import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.leaf.StoredDisclosure;
import io.attestream.collector.log.LogOutcome;
import io.attestream.collector.log.LogStatements;
import io.attestream.collector.log.LogWork;
import io.attestream.evidence.entry.RedactionEntry;
import io.attestream.evidence.leaf.Disclosure;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Erases some disclosures and logs it, in one transaction. */
final class RedactionWork implements LogWork<Long> {
  private final Erasure erasure;
  private final List<Found> found;
  private final boolean last;
  private final String by;
  private final LogStatements statements;
  private final Clock clock;

  /**
   * @param found of at most {@link RedactionEntry#MOST} digests, with every place of each
   * @param last whether nothing is left after this: then the resource loses its name too
   */
  RedactionWork(
      Erasure erasure,
      List<Found> found,
      boolean last,
      String by,
      LogStatements statements,
      Clock clock) {
    this.erasure = erasure;
    this.found = found;
    this.last = last;
    this.by = by;
    this.statements = statements;
    this.clock = clock;
  }

  private record Block(long commit, int number) {}

  @Override
  public LogOutcome<Long> run(Handle handle, long index) throws SQLException {
    if (erasure.identity()) {
      LoggedRedactions.refuseStanding(
          RedactionTable.resource(handle, erasure.resource())
              .orElseThrow(() -> new DecisionRefused("there is no such resource any more")));
    }
    Map<Block, List<Found>> blocks = new LinkedHashMap<>();
    TreeSet<String> digests = new TreeSet<>();
    TreeSet<String> evidence = new TreeSet<>();
    for (Found one : found) {
      blocks.computeIfAbsent(new Block(one.commit(), one.block()), b -> new ArrayList<>()).add(one);
      digests.add(one.digest());
      if (one.evidence()) {
        evidence.add(one.digest());
      }
    }
    for (Map.Entry<Block, List<Found>> block : blocks.entrySet()) {
      erase(handle, block.getKey(), block.getValue());
    }
    Instant now = clock.instant();
    RedactionTable.add(handle, index, erasure, digests.size(), by, now);
    RedactionTable.refuse(handle, index, evidence);
    if (last && erasure.identity()) {
      RedactionTable.forget(handle, erasure.resource(), index);
    }
    RedactionEntry entry =
        new RedactionEntry(
            "resource/" + erasure.resource(), by, erasure.reason(), now, List.copyOf(digests));
    return new LogOutcome.Append<>("redaction", statements.redaction(entry), index);
  }

  /** Never writes over anything but the very text that the digest is of, or zeros. */
  private static void erase(Handle handle, Block block, List<Found> found) throws SQLException {
    byte[] body =
        handle
            .createQuery("SELECT body FROM commit_block WHERE idx = :idx AND block = :block")
            .bind("idx", block.commit())
            .bind("block", block.number())
            .mapTo(byte[].class)
            .one();
    for (Found one : found) {
      byte[] text = Arrays.copyOfRange(body, one.at(), one.at() + one.length());
      String digest = Disclosure.digest(new String(text, StandardCharsets.ISO_8859_1));
      if (!digest.equals(one.digest()) && text[0] != 0) {
        throw new SQLException(
            "block " + block.number() + " of commit " + block.commit() + " is not what it was");
      }
      StoredDisclosure.erase(body, one.at(), one.length());
    }
    handle.execute(
        "UPDATE commit_block SET body = ? WHERE idx = ? AND block = ?",
        body,
        block.commit(),
        block.number());
  }

  @Override
  public long bytes() {
    return found.stream().mapToLong(Found::length).sum() + 64 * 1024;
  }
}
