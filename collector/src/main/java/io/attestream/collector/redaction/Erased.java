package io.attestream.collector.redaction;

import java.util.List;

/**
 * What an erasure came to.
 *
 * @param entries log indexes of its redaction entries, ascending
 * @param disclosures how many were erased; each counts once however many commits brought it
 * @param scrubbed whether the database files were rewritten without what was erased; when not, a reader
 *     was in the way, and the next erasure or the command does it
 */
public record Erased(List<Long> entries, long disclosures, boolean scrubbed) {
  public Erased {
    entries = List.copyOf(entries);
  }
}
