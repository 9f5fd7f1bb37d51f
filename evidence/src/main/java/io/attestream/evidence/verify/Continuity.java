package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.manifest.Manifest;
import io.attestream.evidence.manifest.Manifest.Enumeration;
import io.attestream.evidence.verify.VerificationReport.Gap;
import io.attestream.evidence.verify.VerificationReport.Incomplete;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the times without evidence, and the enumerations that were not complete.
 *
 * <p>A commit that comes after {@code nextBy} is late. It is a gap when the evidence before it had
 * stopped counting, which is when twice the promised interval is over, or when the silence was longer
 * than the verifying person accepts. The time from a unit's last commit to the end of the period is
 * measured in the same way.
 */
final class Continuity {
  private static final int MAX_GAPS = 100_000;

  /** How far clocks may be apart without a remark. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  private static final int MAX_INCOMPLETE = 10_000;

  private final BundleHeader header;
  private final VerifyOptions options;
  private final Findings findings;
  private final List<Gap> gaps = new ArrayList<>();
  private final Map<List<String>, Incomplete> incomplete = new TreeMap<>(Continuity::compare);

  Continuity(BundleHeader header, VerifyOptions options, Findings findings) {
    this.header = header;
    this.options = options;
    this.findings = findings;
  }

  /** Looks at the time between the unit's last commit and this one. */
  void commit(UnitTrack track, Manifest m) {
    if (track.started()) {
      if (!gapUntil(track, m.finishedAt()) && m.finishedAt().isAfter(track.nextBy())) {
        track.countLate();
      }
    }
    dated(track, m);
    if (m.finishedAt().isBefore(m.startedAt())) {
      findings.note(
          "Commit "
              + m.seq()
              + " of agent "
              + m.agent()
              + " finished before it started: the agent's clock was set back.");
    }
    enumerations(m);
  }

  /** Notes what the commit says that it could not list. */
  void enumerations(Manifest m) {
    for (Enumeration e : m.population().enumerations()) {
      if (!e.complete()) {
        incomplete(m, e);
      }
    }
  }

  /**
   * A commit cannot be newer than the bundle, nor older than the unit's commit before it. Which time
   * is wrong nobody can tell, so the time in between counts as without evidence.
   */
  private void dated(UnitTrack track, Manifest m) {
    String named = "commit " + m.seq() + " is dated " + m.finishedAt();
    if (m.finishedAt().isAfter(header.createdAt().plus(CLOCK_TOLERANCE))) {
      Instant from = track.started() ? track.last() : header.from();
      if (from.isBefore(header.to())) {
        gap(
            new Gap(
                track.agent,
                track.unit,
                from,
                header.to(),
                named + ", after this bundle was exported: the agent's clock was ahead"));
      }
    } else if (track.started()
        && m.finishedAt().plus(CLOCK_TOLERANCE).isBefore(track.last())
        && !track.last().isAfter(header.createdAt().plus(CLOCK_TOLERANCE))) {
      gap(
          new Gap(
              track.agent,
              track.unit,
              m.finishedAt(),
              track.last(),
              named
                  + ", before the unit's commit before it: back-dated, or the clock was set back"));
    }
  }

  /** Looks at the time after each unit's last commit and at the units that were required. */
  void end(Collection<UnitTrack> units) {
    for (UnitTrack track : units) {
      gapUntil(track, header.to());
      head(track);
    }
    Set<String> found = units.stream().map(track -> track.unit).collect(Collectors.toSet());
    for (String unit : options.requiredUnits()) {
      if (!found.contains(unit)) {
        gap(new Gap("", unit, header.from(), header.to(), "required, but without any commit"));
      }
    }
  }

  List<Gap> gaps() {
    return gaps;
  }

  Collection<Incomplete> incomplete() {
    return incomplete.values();
  }

  /** Notes a gap between the unit's last commit and the next event, if it is one. */
  private boolean gapUntil(UnitTrack track, Instant next) {
    if (next.isAfter(track.decaysAt())) {
      String why = "the next commit was promised by " + track.nextBy();
      gap(new Gap(track.agent, track.unit, track.nextBy(), next, why));
      return true;
    }
    Duration silence = Duration.between(track.last(), next);
    Duration max = options.maxInterval().orElse(silence);
    if (silence.compareTo(max) > 0) {
      String why = "longer than the accepted interval of " + max;
      gap(new Gap(track.agent, track.unit, track.last().plus(max), next, why));
      return true;
    }
    return false;
  }

  /** The begin of the period counts where the unit is required. */
  private void head(UnitTrack track) {
    Instant first = track.summary().first();
    if (options.requiredUnits().contains(track.unit) && first.isAfter(header.from())) {
      gap(
          new Gap(
              track.agent,
              track.unit,
              header.from(),
              first,
              "required, and the first commit is after the begin of the period"));
    }
  }

  /** Notes a gap, where it touches the period. */
  void gap(Gap gap) {
    boolean inPeriod = gap.to().isAfter(header.from()) && gap.from().isBefore(header.to());
    if (inPeriod && gaps.size() < MAX_GAPS) {
      gaps.add(gap);
    }
  }

  private void incomplete(Manifest m, Enumeration e) {
    List<String> key = List.of(m.agent(), m.unit().id(), e.type(), e.api(), e.error());
    Incomplete before = incomplete.get(key);
    if (before == null && incomplete.size() == MAX_INCOMPLETE) {
      findings.note("More than " + MAX_INCOMPLETE + " kinds of incomplete enumerations.");
      return;
    }
    incomplete.put(
        key,
        new Incomplete(
            m.agent(),
            m.unit().id(),
            e.type(),
            e.api(),
            e.error(),
            before == null ? 1 : before.commits() + 1,
            before == null ? m.seq() : before.firstSeq(),
            m.seq()));
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
