package io.attestream.evidence.verify;

import io.attestream.evidence.entry.RedactionEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The disclosures that the log says were erased, and which of them are really absent. */
final class Redactions {
  private final Map<String, Logged> byDigest = new HashMap<>();
  private final SortedMap<Long, Logged> entries = new TreeMap<>();
  private long disclosed;

  /** An entry with the digests that it excuses. */
  private static final class Logged {
    final RedactionEntry entry;
    final Set<String> absent = new HashSet<>();

    Logged(RedactionEntry entry) {
      this.entry = entry;
    }
  }

  /** Takes an entry of the log; the first that names a digest stands. */
  void add(long index, RedactionEntry entry) {
    Logged logged = new Logged(entry);
    entries.put(index, logged);
    entry.digests().forEach(digest -> byDigest.putIfAbsent(digest, logged));
  }

  /** Whether the log says that it was erased; then it counts as absent. */
  boolean excuse(String digest) {
    Logged logged = byDigest.get(digest);
    if (logged != null) {
      logged.absent.add(digest);
    }
    return logged != null;
  }

  /** A disclosure that is there, though the log may say that it was erased. */
  void disclosed(String digest) {
    @Nullable Logged logged = byDigest.get(digest);
    if (logged != null) {
      disclosed++;
    }
  }

  /** Says what is absent and why. */
  void notes(Findings findings) {
    entries.forEach(
        (index, logged) -> {
          int count = logged.absent.size();
          if (count > 0) {
            findings.note(
                count
                    + (count == 1 ? " disclosure" : " disclosures")
                    + " erased by redaction entry "
                    + index
                    + " on "
                    + logged.entry.at()
                    + ", by "
                    + logged.entry.by()
                    + ": "
                    + logged.entry.reason());
          }
        });
    if (disclosed > 0) {
      findings.note(
          disclosed
              + " disclosures are here although the log says that they were erased: they came in again, or"
              + " were kept.");
    }
  }
}
