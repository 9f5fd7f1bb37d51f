package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleLimits;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.note.Witness;
import io.attestream.evidence.stamp.StampAuthority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the verifying person brings along.
 *
 * @param trustedLogKey the log's key from another source than the bundle; {@code null} to check only
 *     that the bundle agrees with itself
 * @param earlierCheckpoint a signed checkpoint of the log that was kept from earlier, as text; {@code
 *     null} when there is none
 * @param requiredUnits scope units that must have commits
 * @param longestSilence longest time without a commit that is accepted for any unit, besides what the
 *     agents promised; {@code null} for no such bound
 * @param ownerKey the key of the evidence's owner, which signs scope entries; {@code null} when it
 *     is not known
 * @param judgeAgain how to judge every result again; {@code null} where that is not asked for
 * @param stampAuthority who is trusted to say the time; {@code null} for nobody
 * @param witnesses who must have cosigned a checkpoint
 */
public record VerifyOptions(
    @Nullable NoteVerifier trustedLogKey,
    @Nullable String earlierCheckpoint,
    SortedSet<String> requiredUnits,
    @Nullable Duration longestSilence,
    BundleLimits limits,
    @Nullable Ed25519PublicKey ownerKey,
    @Nullable ReperformOptions judgeAgain,
    @Nullable StampAuthority stampAuthority,
    List<Witness> witnesses) {
  public VerifyOptions {
    requiredUnits = new TreeSet<>(requiredUnits);
    witnesses = List.copyOf(witnesses);
  }

  /** Without an owner's key, and without judging again. */
  public VerifyOptions(
      @Nullable NoteVerifier trustedLogKey,
      @Nullable String earlierCheckpoint,
      SortedSet<String> requiredUnits,
      @Nullable Duration longestSilence,
      BundleLimits limits) {
    this(
        trustedLogKey,
        earlierCheckpoint,
        requiredUnits,
        longestSilence,
        limits,
        null,
        null,
        null,
        List.of());
  }

  /** Only a log key. */
  public static VerifyOptions withLogKey(NoteVerifier logKey) {
    return new VerifyOptions(logKey, null, new TreeSet<>(), null, BundleLimits.DEFAULT);
  }

  /** These options, and judging again. */
  public VerifyOptions reperforming(ReperformOptions how) {
    return new VerifyOptions(
        trustedLogKey,
        earlierCheckpoint,
        requiredUnits,
        longestSilence,
        limits,
        ownerKey,
        how,
        stampAuthority,
        witnesses);
  }

  /** These options, and the owner's key. */
  public VerifyOptions withOwner(Ed25519PublicKey key) {
    return new VerifyOptions(
        trustedLogKey,
        earlierCheckpoint,
        requiredUnits,
        longestSilence,
        limits,
        key,
        judgeAgain,
        stampAuthority,
        witnesses);
  }

  /** These options, and an authority of time. */
  public VerifyOptions withAuthority(StampAuthority authority) {
    return new VerifyOptions(
        trustedLogKey,
        earlierCheckpoint,
        requiredUnits,
        longestSilence,
        limits,
        ownerKey,
        judgeAgain,
        authority,
        witnesses);
  }

  /** These options, and witnesses. */
  public VerifyOptions witnessedBy(List<Witness> others) {
    return new VerifyOptions(
        trustedLogKey,
        earlierCheckpoint,
        requiredUnits,
        longestSilence,
        limits,
        ownerKey,
        judgeAgain,
        stampAuthority,
        others);
  }

  public Optional<StampAuthority> authority() {
    return Optional.ofNullable(stampAuthority);
  }

  public Optional<Ed25519PublicKey> owner() {
    return Optional.ofNullable(ownerKey);
  }

  public Optional<ReperformOptions> reperform() {
    return Optional.ofNullable(judgeAgain);
  }

  public Optional<NoteVerifier> logKey() {
    return Optional.ofNullable(trustedLogKey);
  }

  public Optional<String> previous() {
    return Optional.ofNullable(earlierCheckpoint);
  }

  public Optional<Duration> maxInterval() {
    return Optional.ofNullable(longestSilence);
  }
}
