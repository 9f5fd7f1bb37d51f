package io.attestream.evidence.manifest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.note.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A manifest in the making that differs from another in some members. What it gives is checked as every
 * manifest is, and has to be signed anew.
 */
public final class ManifestEdit {
  private final Manifest from;
  private long epoch;
  private long seq;
  private @Nullable Hash prev;
  private Checkpoint seen;
  private Instant startedAt;
  private Instant finishedAt;
  private Instant nextBy;
  private Hash root;
  private Hash flat;
  private Tally tally;
  private Manifest.Delta delta;

  ManifestEdit(Manifest from) {
    this.from = from;
    epoch = from.epoch();
    seq = from.seq();
    prev = from.prev();
    seen = from.seen();
    startedAt = from.startedAt();
    finishedAt = from.finishedAt();
    nextBy = from.nextBy();
    root = from.root();
    flat = from.flat();
    tally = from.tally();
    delta = from.delta();
  }

  public ManifestEdit epoch(long value) {
    epoch = value;
    return this;
  }

  /** Another place in the agent's chain. */
  public ManifestEdit place(long newSeq, @Nullable Hash newPrev) {
    seq = newSeq;
    prev = newPrev;
    return this;
  }

  public ManifestEdit seen(Checkpoint value) {
    seen = value;
    return this;
  }

  /** All its times moved by the same span. */
  public ManifestEdit moved(Duration span) {
    startedAt = startedAt.plus(span);
    finishedAt = finishedAt.plus(span);
    nextBy = nextBy.plus(span);
    return this;
  }

  public ManifestEdit root(Hash value) {
    root = value;
    return this;
  }

  public ManifestEdit flat(Hash value) {
    flat = value;
    return this;
  }

  public ManifestEdit tally(Tally value) {
    tally = value;
    return this;
  }

  public ManifestEdit delta(Manifest.Delta value) {
    delta = value;
    return this;
  }

  /**
   * The manifest with the changes.
   *
   * @throws IllegalArgumentException when they do not fit each other
   */
  public Manifest manifest() {
    return new Manifest(
        from.agent(),
        from.keyId(),
        epoch,
        seq,
        prev,
        seen,
        startedAt,
        finishedAt,
        nextBy,
        from.bootId(),
        from.clockSkew(),
        from.unit(),
        from.pack(),
        from.config(),
        from.agentBuild(),
        from.size(),
        root,
        flat,
        from.population(),
        tally,
        delta,
        from.trace());
  }
}
