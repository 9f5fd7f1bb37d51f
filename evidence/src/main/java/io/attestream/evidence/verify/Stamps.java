package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.entry.StampEntry;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.stamp.StampAuthority;
import io.attestream.evidence.stamp.StampException;
import io.attestream.evidence.stamp.StampInfo;
import io.attestream.evidence.stamp.TimeStampToken;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time stamps of the log's checkpoints, in the order of the log. Each is of a checkpoint that this
 * log had; whether an authority made it is known where the verifying person named one.
 */
final class Stamps {
  private final BundleReader bundle;
  private final @Nullable StampAuthority authority;
  private final Roots roots;
  private final Findings findings;
  private final TimeWindows windows;
  private final Set<String> files = new HashSet<>();
  private long count;
  private long covered;
  private @Nullable StampInfo last;

  Stamps(
      BundleReader bundle,
      @Nullable StampAuthority authority,
      Roots roots,
      Findings findings,
      TimeWindows windows) {
    this.bundle = bundle;
    this.authority = authority;
    this.roots = roots;
    this.findings = findings;
    this.windows = windows;
  }

  /**
   * Looks at a stamp entry.
   *
   * @param place of the entry, for problems
   */
  void accept(long index, String place, StampEntry entry) {
    Checkpoint stamped = entry.checkpoint();
    if (!stamped.origin().equals(bundle.header().origin())) {
      findings.problem(Step.AGENTS, place, "is a stamp of log " + stamped.origin());
    } else if (stamped.size() > index || !roots.matches(stamped.size(), stamped.root())) {
      findings.problem(
          Step.AGENTS,
          place,
          "a checkpoint of " + stamped.size() + " entries was stamped that this log never had");
    } else if (stamped.size() <= covered) {
      findings.problem(
          Step.AGENTS, place, "stamps " + stamped.size() + " entries after " + covered + " were");
    } else {
      count++;
      covered = stamped.size();
      try {
        token(index, entry);
      } catch (BundleException e) {
        findings.problem(Step.CHECKPOINT, e);
      }
    }
  }

  private void token(long index, StampEntry entry) {
    Checkpoint stamped = entry.checkpoint();
    String text = BundlePath.stamp(stamped.size(), BundlePath.STAMPED);
    String file = BundlePath.stamp(stamped.size(), BundlePath.TOKEN);
    files.add(text);
    files.add(file);
    byte[] body = stamped.text().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(bundle.read(text, 1 << 10), body)) {
      throw new BundleException(text, "is not the checkpoint that was stamped");
    }
    byte[] bytes = bundle.read(file, TimeStampToken.MAX_BYTES);
    if (!Hash.sha256(bytes).equals(entry.token())) {
      throw new BundleException(file, "is not the time stamp that was logged");
    }
    try {
      TimeStampToken token = TimeStampToken.parse(bytes);
      Hash imprint = StampEntry.imprint(stamped);
      if (!token.info().imprint().equals(imprint)) {
        throw new BundleException(file, "is a time stamp of something else than this checkpoint");
      }
      if (authority != null) {
        proven(index, file, stamped, authority.verify(token, imprint));
      }
    } catch (StampException e) {
      throw new BundleException(file, String.valueOf(e.getMessage()));
    }
  }

  private void proven(long index, String file, Checkpoint stamped, StampInfo info) {
    if (last != null && info.latest().isBefore(last.earliest())) {
      throw new BundleException(
          file,
          "is of " + info.time() + ", before the stamp of " + last.time() + " that it covers");
    }
    last = info;
    windows.stamp(index, stamped.size(), info);
  }

  /** Whether a stamp of the log has this file. */
  boolean has(String file) {
    return files.contains(file);
  }

  /** Stamps in the log. */
  long count() {
    return count;
  }

  /** Entries that the last stamp covers; 0 when none does. */
  long covered() {
    return covered;
  }

  /** The last stamp that the named authority made; empty where none was named. */
  Optional<StampInfo> proven() {
    return Optional.ofNullable(last);
  }
}
