package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleException;
import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.bundle.BundlePath;
import io.attestream.evidence.bundle.BundleReader;
import io.attestream.evidence.note.Checkpoint;
import io.attestream.evidence.note.NoteException;
import io.attestream.evidence.note.NoteVerifier;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle offline, in the steps of {@link Step}; a step with a problem ends the
 * verification after it. Memory holds the zip's directory, 32 bytes for each log entry, a few words
 * for each commit that changed something, and the leaves of one scope unit.
 */
public final class Verifier {
  /** Said whenever nothing from outside the bundle fixes the log's past. */
  static final String NOT_ANCHORED =
      "not anchored: the operator could have rebuilt this log. Verify again with --previous and a"
          + " checkpoint that you were given earlier.";

  private static final int MAX_CHECKPOINT = 1 << 16;

  private final VerifyOptions options;
  private final String name;
  private final Findings findings = new Findings();
  private final Redactions redactions = new Redactions();
  private @Nullable BundleHeader header;
  private @Nullable Checkpoint checkpoint;
  private @Nullable NoteVerifier logKey;
  private @Nullable Ledger ledger;
  private @Nullable SampleCheck sampled;
  private @Nullable Continuity continuity;
  private List<VerificationReport.Declared> declared = List.of();
  private @Nullable Reperformed reperformed;
  private List<VerificationReport.Window> windows = List.of();
  private long files;
  private long bytes;

  private Verifier(VerifyOptions options, String name) {
    this.options = options;
    this.name = name;
  }

  /** Verifies a bundle. Everything that is wrong with it is in the report, never an exception. */
  public static VerificationReport verify(Path bundle, VerifyOptions options) {
    Path fileName = bundle.getFileName();
    Verifier verifier = new Verifier(options, fileName == null ? "bundle" : fileName.toString());
    try (BundleReader reader = BundleReader.open(bundle, options.limits())) {
      verifier.steps(reader);
    } catch (BundleException e) {
      verifier.findings.problem(Step.FILES, e);
    } catch (IOException e) {
      verifier.findings.problem(Step.FILES, verifier.name, "cannot be read: " + e.getMessage());
    }
    return verifier.report();
  }

  private void steps(BundleReader bundle) {
    header = bundle.header();
    NoteVerifier key = logKey(bundle);
    logKey = key;
    bundle.verifyIndex(key.key());
    BundleReader.Totals totals = bundle.verifyFiles();
    files = totals.files();
    bytes = totals.bytes();
    Checkpoint state = checkpoint(bundle, key);
    if (state == null) {
      return;
    }
    checkpoint = state;
    if (bundle.header().mode() == BundleHeader.Mode.SAMPLE) {
      sample(bundle, key, state);
      return;
    }
    Roots roots = new Roots();
    Continuity gaps = new Continuity(bundle.header(), options, findings);
    ScopeCoverage scope =
        new ScopeCoverage(bundle.header(), options.owner().orElse(null), findings);
    TimeWindows times = new TimeWindows(options.authority().isPresent(), gaps::gap);
    Stamps stamps = new Stamps(bundle, options.authority().orElse(null), roots, findings, times);
    Ledger entries =
        new Ledger(bundle, key.key(), roots, findings, gaps, scope, stamps, times, redactions);
    continuity = gaps;
    ledger = entries;
    step(Step.LOG, () -> new LogCheck(bundle, state, findings, entries, roots).run());
    if (findings.good()) {
      previous(key, state, roots);
      gaps.end(entries.units());
      declared = scope.compare(entries.units(), gaps::gap);
      scope(scope);
      stamps(stamps);
      windows = times.all();
      Layout layout = new Layout(bundle, state, key, entries, stamps, findings);
      step(Step.LEAVES, layout::run);
      replay(bundle, entries.units());
      notes(entries, layout);
    }
  }

  private void sample(BundleReader bundle, NoteVerifier key, Checkpoint state) {
    Continuity gaps = new Continuity(bundle.header(), options, findings);
    continuity = gaps;
    Rejudgement again =
        options.reperform().map(how -> new Rejudgement(bundle, how, findings)).orElse(null);
    String note =
        new String(bundle.read(BundlePath.CHECKPOINT, MAX_CHECKPOINT), StandardCharsets.UTF_8);
    SampleCheck check =
        new SampleCheck(bundle, state, note, key.key(), findings, gaps, redactions, again);
    sampled = check;
    step(Step.LOG, check::run);
    if (findings.good()) {
      step(Step.LEAVES, new SampleLayout(bundle, key, check, findings)::run);
    }
    if (again != null && findings.good()) {
      step(Step.REPERFORM, () -> again.finishSample(check.units()));
    }
    reperformed = again == null ? null : again.result();
    redactions.notes(findings);
    if (findings.good()) {
      SampleNotes.add(options, state, findings);
    }
  }

  private void replay(BundleReader bundle, Collection<UnitTrack> units) {
    Rejudgement again =
        options.reperform().map(how -> new Rejudgement(bundle, how, findings)).orElse(null);
    for (UnitTrack track : units) {
      UnitReplay replay =
          new UnitReplay(bundle, track, redactions, again == null ? null : again.unit());
      step(Step.LEAVES, replay::run);
      if (again != null) {
        again.ended(track, replay.state());
      }
    }
    if (again != null && findings.good()) {
      step(Step.REPERFORM, () -> again.finish(units));
    }
    reperformed = again == null ? null : again.result();
  }

  private void step(Step step, Runnable work) {
    try {
      work.run();
    } catch (BundleException e) {
      findings.problem(step, e);
    }
  }

  /** The key from the command line, else the bundle's own copy. */
  private NoteVerifier logKey(BundleReader bundle) {
    if (options.logKey().isPresent()) {
      return options.logKey().get();
    }
    byte[] own = bundle.read(BundlePath.LOG_KEY, MAX_CHECKPOINT);
    try {
      return NoteVerifier.parse(new String(own, StandardCharsets.UTF_8));
    } catch (NoteException e) {
      throw new BundleException(BundlePath.LOG_KEY, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Checkpoint checkpoint(BundleReader bundle, NoteVerifier key) {
    byte[] note = bundle.read(BundlePath.CHECKPOINT, MAX_CHECKPOINT);
    try {
      Checkpoint state = key.checkpoint(new String(note, StandardCharsets.UTF_8));
      if (!state.origin().equals(bundle.header().origin())) {
        findings.problem(
            Step.CHECKPOINT, BundlePath.INDEX, "is about log " + bundle.header().origin());
        return null;
      }
      new Witnesses(options, findings)
          .check(
              new String(note, StandardCharsets.UTF_8),
              bundle.header().mode() == BundleHeader.Mode.FULL);
      return state;
    } catch (NoteException e) {
      findings.problem(Step.CHECKPOINT, BundlePath.CHECKPOINT, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Full mode has every entry, so consistency is the equality of the root at the earlier size. */
  private void previous(NoteVerifier key, Checkpoint state, Roots roots) {
    if (options.previous().isEmpty()) {
      return;
    }
    Checkpoint earlier;
    try {
      earlier = key.checkpoint(options.previous().get());
    } catch (NoteException e) {
      findings.problem(Step.CHECKPOINT, "--previous", String.valueOf(e.getMessage()));
      return;
    }
    if (earlier.size() > state.size()) {
      findings.problem(
          Step.CHECKPOINT,
          BundlePath.CHECKPOINT,
          "has "
              + state.size()
              + " entries, the earlier checkpoint had "
              + earlier.size()
              + ": the tail was cut off or the log was rebuilt");
    } else if (!roots.matches(earlier.size(), earlier.root())) {
      findings.problem(
          Step.CHECKPOINT,
          BundlePath.CHECKPOINT,
          "does not extend the earlier checkpoint at "
              + earlier.size()
              + " entries: the log was forked or rebuilt");
    }
  }

  private void scope(ScopeCoverage scope) {
    if (scope.isEmpty()) {
      options
          .owner()
          .ifPresent(
              key ->
                  findings.problem(
                      Step.AGENTS,
                      "--owner-key",
                      "the log holds no scope that the owner's key " + key.keyId() + " signed"));
      findings.note(
          "No scope entry says which units are required; only units that an agent reported are"
              + " known here. Name those you expect with --require-unit.");
    } else if (options.owner().isEmpty()) {
      findings.note(
          "The scope is signed by a key that came with the bundle. Verify again with --owner-key and"
              + " the key that you got from the evidence's owner.");
    }
  }

  private void stamps(Stamps stamps) {
    if (options.authority().isEmpty()) {
      findings.note("Times are those of the agents' clocks; no time stamp bounds them.");
      if (stamps.count() > 0) {
        findings.note(
            "The log holds "
                + stamps.count()
                + " time stamps. Verify again with --tsa and the certificate of their authority.");
      }
      return;
    }
    stamps
        .proven()
        .ifPresentOrElse(
            last ->
                findings.note(
                    "Time stamps show that the first "
                        + stamps.covered()
                        + " entries of the log were there by "
                        + last.latest()
                        + "; revocation of the authority's certificate was not asked for."),
            () ->
                findings.problem(
                    Step.CHECKPOINT, "--tsa", "the log holds no time stamp by this authority"));
  }

  private void notes(Ledger entries, Layout layout) {
    redactions.notes(findings);
    if (options.logKey().isEmpty()) {
      findings.note(
          "The log key was taken from the bundle itself. Verify again with --log-key and the key"
              + " that you got from another source.");
    }
    if (options.previous().isEmpty() && windows.isEmpty() && options.witnesses().isEmpty()) {
      findings.note(NOT_ANCHORED);
    }
    if (entries.leftOut() > 0) {
      findings.note(
          entries.leftOut()
              + " commits before the period are in the log, but their leaves are not in this bundle.");
    }
    for (UnitTrack track : entries.units()) {
      if (!track.included()) {
        findings.note(
            "Unit " + track.unit + " of agent " + track.agent + " has no commit in the period.");
      }
    }
    if (layout.unbound() > 0) {
      findings.note(
          layout.unbound()
              + " files (README, meta, reports) are covered by the exporter's signature only, not by"
              + " the log.");
    }
    if (options.reperform().isEmpty()) {
      findings.note(
          "Verdicts were not recomputed from their evidence; --reperform does, where the checks'"
              + " engine is.");
    }
  }

  private VerificationReport report() {
    List<VerificationReport.Gap> gaps =
        continuity == null ? List.of() : List.copyOf(continuity.gaps());
    boolean complete = gaps.isEmpty() && (reperformed == null || reperformed.complete());
    Outcome outcome =
        !findings.good()
            ? Outcome.INVALID
            : options.logKey().isEmpty()
                ? Outcome.UNANCHORED
                : sampled != null
                    ? Outcome.VALID_SAMPLE
                    : complete ? Outcome.VALID : Outcome.VALID_WITH_GAPS;
    SortedMap<String, Long> kinds = new TreeMap<>();
    List<UnitTrack> tracks = new ArrayList<>();
    if (ledger != null) {
      kinds.putAll(ledger.kinds());
      tracks.addAll(ledger.units());
    } else if (sampled != null) {
      kinds.putAll(sampled.kinds());
      tracks.addAll(sampled.units());
    }
    return new VerificationReport(
        outcome,
        name,
        header,
        checkpoint,
        logKey == null ? "" : logKey.key().keyId(),
        files,
        bytes,
        kinds,
        tracks.stream().map(UnitTrack::summary).toList(),
        findings.problems(),
        gaps,
        continuity == null ? List.of() : List.copyOf(continuity.incomplete()),
        declared,
        reperformed,
        windows,
        findings.notes());
  }
}
