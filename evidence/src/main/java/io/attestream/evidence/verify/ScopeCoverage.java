package io.attestream.evidence.verify;

import io.attestream.evidence.bundle.BundleHeader;
import io.attestream.evidence.entry.ScopeEntry;
import io.attestream.evidence.entry.ScopeEntry.RequiredAgent;
import io.attestream.evidence.key.Ed25519PublicKey;
import io.attestream.evidence.verify.VerificationReport.Declared;
import io.attestream.evidence.verify.VerificationReport.Gap;
import io.attestream.evidence.verify.VerificationReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the owner declared against what was observed. Each scope entry holds from its {@code from} until
 * the next one's; within that and the period no unit may be silent for longer than it allows, the begin
 * and the end included.
 */
final class ScopeCoverage {
  private final BundleHeader header;
  private final Findings findings;
  private final @Nullable Ed25519PublicKey trusted;
  private final List<ScopeEntry> scopes = new ArrayList<>();

  ScopeCoverage(BundleHeader header, @Nullable Ed25519PublicKey trusted, Findings findings) {
    this.header = header;
    this.trusted = trusted;
    this.findings = findings;
  }

  /** Takes an entry of the log, in its order; the caller verifies its signature by its own key. */
  void entry(String place, ScopeEntry scope) {
    Ed25519PublicKey owner =
        trusted != null ? trusted : scopes.isEmpty() ? scope.owner() : scopes.get(0).owner();
    if (!scope.owner().equals(owner)) {
      problem(
          place,
          "scope "
              + scope.serial()
              + " is by key "
              + scope.owner().keyId()
              + ", not by the owner's key "
              + owner.keyId());
      return;
    }
    if (!scope.origin().equals(header.origin())) {
      problem(place, "scope " + scope.serial() + " is for log " + scope.origin());
      return;
    }
    ScopeEntry last = scopes.isEmpty() ? null : scopes.get(scopes.size() - 1);
    if (last != null && scope.serial() <= last.serial()) {
      problem(
          place,
          "scope "
              + scope.serial()
              + " comes after "
              + last.serial()
              + ": an old one was brought back");
    } else {
      scopes.add(scope);
    }
  }

  boolean isEmpty() {
    return scopes.isEmpty();
  }

  /**
   * Compares, once the whole log was read.
   *
   * @param gap takes each silence that is too long
   */
  List<Declared> compare(Collection<UnitTrack> tracks, Consumer<Gap> gap) {
    Map<String, UnitTrack> observed = new HashMap<>();
    tracks.forEach(track -> observed.put(track.agent + '\0' + track.unit, track));
    SortedMap<String, Declared> declared = new TreeMap<>();
    for (int i = 0; i < scopes.size(); i++) {
      ScopeEntry scope = scopes.get(i);
      Instant from = later(scope.from(), header.from());
      Instant to = i + 1 < scopes.size() ? scopes.get(i + 1).from() : header.to();
      to = to.isAfter(header.to()) ? header.to() : to;
      if (from.isBefore(to)) {
        for (RequiredAgent required : scope.agents()) {
          for (String unit : required.units()) {
            String key = required.agent() + '\0' + unit;
            UnitTrack track = observed.get(key);
            Declared found = window(scope.serial(), required, unit, track, from, to, gap);
            declared.merge(key, found, Declared::plus);
          }
        }
      }
    }
    undeclared(tracks, declared);
    return List.copyOf(declared.values());
  }

  private static Declared window(
      long serial,
      RequiredAgent required,
      String unit,
      @Nullable UnitTrack track,
      Instant from,
      Instant to,
      Consumer<Gap> gap) {
    long[] times = track == null ? new long[0] : track.times();
    Duration longest = required.longestInterval();
    String rule = "scope " + serial + " of the owner allows " + longest + " of silence";
    Instant last = from;
    boolean any = false;
    long commits = 0;
    Duration blind = Duration.ZERO;
    for (long second : times) {
      Instant time = Instant.ofEpochSecond(second);
      if (!time.isAfter(from)) {
        last = time;
        any = true;
      } else if (time.isBefore(to)) {
        blind =
            blind.plus(silence(required.agent(), unit, last, any, time, longest, rule, from, gap));
        last = time;
        any = true;
        commits++;
      }
    }
    if (any) {
      blind = blind.plus(silence(required.agent(), unit, last, true, to, longest, rule, from, gap));
    } else {
      gap.accept(new Gap(required.agent(), unit, from, to, rule + "; it was never observed"));
      blind = Duration.between(from, to);
    }
    return new Declared(
        required.agent(), unit, longest, Duration.between(from, to), commits, blind);
  }

  /** A silence is a gap from where it was due; one that nothing precedes, from the begin. */
  private static Duration silence(
      String agent,
      String unit,
      Instant last,
      boolean any,
      Instant next,
      Duration longest,
      String rule,
      Instant from,
      Consumer<Gap> gap) {
    if (Duration.between(last, next).compareTo(longest) <= 0) {
      return Duration.ZERO;
    }
    Instant due = any ? later(last.plus(longest), from) : from;
    gap.accept(new Gap(agent, unit, due, next, any ? rule : rule + "; none came before"));
    return Duration.between(due, next);
  }

  private void undeclared(Collection<UnitTrack> tracks, SortedMap<String, Declared> declared) {
    for (UnitTrack track : tracks) {
      if (!scopes.isEmpty() && !declared.containsKey(track.agent + '\0' + track.unit)) {
        findings.note(
            "Unit "
                + track.unit
                + " of agent "
                + track.agent
                + " was observed, but no scope of the owner declares it in the period.");
      }
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void problem(String place, String message) {
    findings.problem(Step.AGENTS, place, message);
  }
}
