package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.leaf.Tally;
import io.attestream.evidence.note.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found. Facts that were not reached because of a problem are absent or empty.
 *
 * @param bundle the zip's file name
 * @param bundleHeader the header of {@code bundle.json}, when it could be read
 * @param verifiedCheckpoint the log's state, when its signature is good
 * @param logKeyId key id of the log key that was used; empty before it was known
 * @param files files listed in {@code bundle.json}
 * @param bytes their unpacked size
 * @param entries log entries by predicate type
 * @param units what is known of each agent's scope units, by agent and unit
 * @param problems why it is invalid; empty exactly when it is not
 * @param gaps times without evidence
 * @param incomplete enumerations that their agent marked as not complete
 * @param declared what the owner's scope entries require in the period, by agent and unit
 * @param judgedAgain what judging again came to; {@code null} when it was not asked for or reached
 * @param windows between which time stamps the commits were made, by agent and sequence number; empty
 *     unless an authority was named
 * @param notes what a reader must know to read the outcome rightly
 */
public record VerificationReport(
    Outcome outcome,
    String bundle,
    @Nullable BundleHeader bundleHeader,
    @Nullable Checkpoint verifiedCheckpoint,
    String logKeyId,
    long files,
    long bytes,
    SortedMap<String, Long> entries,
    List<Unit> units,
    List<Problem> problems,
    List<Gap> gaps,
    List<Incomplete> incomplete,
    List<Declared> declared,
    @Nullable Reperformed judgedAgain,
    List<Window> windows,
    List<String> notes) {

  /**
   * Commits that were made between the same two time stamps.
   *
   * @param after of the last stamp that the agent had seen when it signed; {@code null} for none
   * @param before of the first stamp that covers them; {@code null} for none
   */
  public record Window(
      String agent,
      long firstSeq,
      long lastSeq,
      @Nullable Instant after,
      @Nullable Instant before) {
    public Optional<Instant> notBefore() {
      return Optional.ofNullable(after);
    }

    public Optional<Instant> notAfter() {
      return Optional.ofNullable(before);
    }

    boolean holds(@Nullable Instant otherAfter, @Nullable Instant otherBefore) {
      return Objects.equals(after, otherAfter) && Objects.equals(before, otherBefore);
    }

    Window upTo(long seq) {
      return new Window(agent, firstSeq, seq, after, before);
    }
  }

  /** A contradiction: the step that found it, the file (and line or entry), and what is wrong. */
  public record Problem(Step step, String file, String message) {}

  /**
   * A time without evidence about a unit.
   *
   * @param agent empty when a required unit has no commit at all
   * @param from when evidence was due
   * @param to when it came, or the end of the period
   * @param why what was promised or required
   */
  public record Gap(String agent, String unit, Instant from, Instant to, String why) {
    public Duration duration() {
      return Duration.between(from, to);
    }
  }

  /**
   * An enumeration with {@code complete:false}.
   *
   * @param commits in how many commits
   * @param firstSeq the first of them
   * @param lastSeq the last of them
   */
  public record Incomplete(
      String agent,
      String unit,
      String type,
      String api,
      String error,
      long commits,
      long firstSeq,
      long lastSeq) {}

  /**
   * One scope unit of one agent.
   *
   * @param commits commits in the log
   * @param late commits that came after they were promised, but before evidence stopped counting
   * @param replayed commits whose leaves were rebuilt or shown to be unchanged
   * @param size leaves after the last commit
   * @param tally leaves by status after the last commit
   */
  public record Unit(
      String agent,
      String unit,
      long commits,
      long late,
      long replayed,
      Instant first,
      Instant last,
      long size,
      Tally tally) {}

  /**
   * What the owner requires of an agent about a unit, and what came.
   *
   * @param longestInterval most time between two commits, by the last scope that declares it
   * @param required how much of the period it was required for
   * @param commits that finished in that time
   * @param blind how much of it was silent for longer than allowed
   */
  public record Declared(
      String agent,
      String unit,
      Duration longestInterval,
      Duration required,
      long commits,
      Duration blind) {
    Declared plus(Declared later) {
      return new Declared(
          agent,
          unit,
          later.longestInterval,
          required.plus(later.required),
          commits + later.commits,
          blind.plus(later.blind));
    }
  }

  /** The parts of a verification, in their order. */
  public enum Step {
    FILES("every file is listed with its size and SHA-256, and the list is signed"),
    CHECKPOINT(
        "the checkpoint is signed by the log, and extends the earlier one where that was given; time"
            + " stamps are of its checkpoints, and by the authority where that was given"),
    LOG("the log's root follows from all its entries, and its tiles agree"),
    AGENTS("each entry is signed by a key valid at its place; no agent's chain has a break"),
    LEAVES("each commit's leaves give its size, tally, root and flat; disclosures match"),
    /** Only when it was asked for. */
    REPERFORM(
        "each result follows from its evidence and the check pack that its commit names; mapping and"
            + " totals agree with them");

    private final String claim;

    Step(String claim) {
      this.claim = claim;
    }

    /** What holds when the step found no problem. */
    public String claim() {
      return claim;
    }
  }

  public VerificationReport {
    problems = List.copyOf(problems);
    gaps = List.copyOf(gaps);
    incomplete = List.copyOf(incomplete);
    declared = List.copyOf(declared);
    units = List.copyOf(units);
    windows = List.copyOf(windows);
    notes = List.copyOf(notes);
    if ((outcome == Outcome.INVALID) == problems.isEmpty()) {
      throw new IllegalArgumentException("a report is INVALID exactly when it has problems");
    }
  }

  /** Whether the bundle is a sample of commits. */
  public boolean sample() {
    return header().map(h -> h.mode() == BundleHeader.Mode.SAMPLE).orElse(false);
  }

  public Optional<BundleHeader> header() {
    return Optional.ofNullable(bundleHeader);
  }

  public Optional<Reperformed> reperformed() {
    return Optional.ofNullable(judgedAgain);
  }

  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(verifiedCheckpoint);
  }
}
