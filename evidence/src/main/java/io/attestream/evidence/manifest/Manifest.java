package io.attestream.evidence.manifest;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.model.ScopeUnit;
import io.attestream.evidence.note.Checkpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent signs about one scan of one scope unit. Times are cut to whole seconds.
 *
 * @param agent the agent's id, 1 to 64 of {@code [A-Za-z0-9._-]}
 * @param keyId id of the signing key
 * @param epoch from 1; rises when the agent lost its state and took it up again from its own commits in
 *     the log
 * @param seq from 1, one more for each commit of the agent, over all its units
 * @param prev digest of the agent's envelope {@code seq - 1}; {@code null} exactly when {@code seq}
 *     is 1
 * @param seen the last checkpoint that the agent verified; {@link Checkpoint#empty} before the first
 * @param startedAt begin of the scan, and the only time that checks may use
 * @param finishedAt end of the scan
 * @param nextBy promise of the agent's next commit over this unit
 * @param bootId differs after each start of the agent, at most 64 characters
 * @param clockSkew milliseconds by which the agent believes its clock to be ahead of the collector's
 * @param unit the scope unit
 * @param pack digest of the check pack
 * @param config digest of the agent's configuration
 * @param agentBuild digest of the agent's build
 * @param size leaves in the unit after this commit
 * @param root RFC 6962 root over those leaves in the order of their keys
 * @param flat SHA-256 of those leaves joined by newlines
 * @param population what was enumerated
 * @param tally leaves by status
 * @param delta what changed
 * @param trace SHA-256 of the trace's bytes
 */
public record Manifest(
    String agent,
    String keyId,
    long epoch,
    long seq,
    @Nullable Hash prev,
    Checkpoint seen,
    Instant startedAt,
    Instant finishedAt,
    Instant nextBy,
    String bootId,
    long clockSkew,
    ScopeUnit unit,
    Hash pack,
    Hash config,
    Hash agentBuild,
    long size,
    Hash root,
    Hash flat,
    Population population,
    Tally tally,
    Delta delta,
    Hash trace) {

  /**
   * What was enumerated.
   *
   * @param resources resources seen
   * @param pairs pairs of check and resource that have a leaf; equals the manifest's size
   */
  public record Population(long resources, long pairs, List<Enumeration> enumerations) {
    public Population {
      enumerations = List.copyOf(enumerations);
      if (resources < 0 || pairs < 0 || enumerations.size() > MAX_ENUMERATIONS) {
        throw new IllegalArgumentException(
            "a population has no negative count and at most " + MAX_ENUMERATIONS + " enumerations");
      }
    }
  }

  /**
   * How the resources of one type were listed.
   *
   * @param api the call, {@code s3:ListBuckets} or {@code apps/v1/deployments:list}
   * @param error stable error code when not complete, else empty
   */
  public record Enumeration(
      String type, String api, long items, long pages, boolean complete, String error) {
    public Enumeration {
      if (type.length() > 200 || api.length() > 200 || error.length() > 200) {
        throw new IllegalArgumentException(
            "enumeration " + api + ": type, api and error have at most 200 characters");
      }
      if (complete != error.isEmpty()) {
        throw new IllegalArgumentException(
            "enumeration " + api + ": an error goes with an incomplete one and with nothing else");
      }
    }
  }

  /**
   * What changed since the agent's previous commit over this unit.
   *
   * @param base root of that commit; {@code null} for a full snapshot, which replaces all leaves
   * @param put leaves added or replaced
   * @param del leaves removed
   */
  public record Delta(@Nullable Hash base, long put, long del) {
    public Delta {
      if (put < 0 || del < 0 || (base == null && del > 0)) {
        throw new IllegalArgumentException(
            "a delta has no negative count, and a snapshot removes nothing");
      }
    }

    public boolean snapshot() {
      return base == null;
    }
  }

  /** Most enumerations of one commit. */
  public static final int MAX_ENUMERATIONS = 300;

  public Manifest {
    if (!agent.matches("[A-Za-z0-9._-]{1,64}") || agent.matches("\\.+")) {
      throw new IllegalArgumentException("'" + agent + "' is not an agent id");
    }
    if (keyId.length() > 64 || bootId.length() > 64) {
      throw new IllegalArgumentException("keyId and bootId have at most 64 characters");
    }
    if (epoch < 1 || seq < 1 || size < 0) {
      throw new IllegalArgumentException("epoch and seq count from 1, size from 0");
    }
    if ((prev == null) != (seq == 1)) {
      throw new IllegalArgumentException("exactly the commit with seq 1 has no prev");
    }
    if (tally.total() != size || population.pairs() != size) {
      throw new IllegalArgumentException(
          "size "
              + size
              + ", pairs "
              + population.pairs()
              + " and tally "
              + tally.total()
              + " must be equal");
    }
    startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
    finishedAt = finishedAt.truncatedTo(ChronoUnit.SECONDS);
    nextBy = nextBy.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Begins a manifest that differs from this one in some members. */
  public ManifestEdit edit() {
    return new ManifestEdit(this);
  }
}
