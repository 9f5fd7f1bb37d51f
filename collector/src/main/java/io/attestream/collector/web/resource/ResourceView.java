package io.attestream.collector.web.resource;

import io.attestream.collector.exceptions.ExceptionMark;
import io.attestream.collector.web.live.TickerItem;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.model.BlindSpot;
import java.util.List;
import java.util.Optional;

/**
 * One resource with every verdict and its evidence.
 *
 * @param agent who observes the unit
 * @param api the calls that list resources of this type, as the newest commit names them
 * @param provisional what the agent reported since the newest commit
 * @param redactions what was erased of it, the newest first
 * @param confirmed when the newest commit over the unit finished: everything current was confirmed then
 */
public record ResourceView(
    long id,
    String name,
    String rid,
    String type,
    String unit,
    String agent,
    String api,
    Optional<When> confirmed,
    List<TickerItem> provisional,
    List<Result> results,
    List<Transition> history,
    List<Redacted> redactions,
    List<String> problems) {

  /**
   * A current verdict.
   *
   * @param version of the check that judged
   * @param reason of an UNKNOWN, else empty
   * @param detail of an UNKNOWN; or why nothing that was observed can be shown; else empty
   * @param condition the expression, when this version of the catalogue holds the check
   * @param commit log index of the commit that recorded it
   * @param exception the one that covers a FAIL now; the verdict stays
   */
  public record Result(
      String check,
      long version,
      String title,
      SeverityBadge severity,
      VerdictBadge verdict,
      String reason,
      String detail,
      String condition,
      String message,
      When since,
      When recorded,
      long commit,
      String leafKey,
      List<Field> observed,
      List<BlindSpot> blind,
      Optional<ExceptionMark> exception) {
    /** A stable id for the part of the page. */
    public String anchor() {
      return "e-" + leafKey;
    }
  }

  /**
   * Disclosures that were erased.
   *
   * @param what identity, evidence or both
   * @param index of the entry in the log
   */
  public record Redacted(
      String what, long index, long disclosures, When at, String by, String reason) {}

  /** The checks whose evidence can be erased alone. */
  public List<String> checks() {
    return results.stream().map(Result::check).distinct().sorted().toList();
  }

  /** One observed value. */
  public record Field(String path, String value) {}

  /**
   * A verdict that began, and ended unless {@code until} is empty.
   *
   * @param ended how it ended, in words
   */
  public record Transition(
      String check,
      String title,
      VerdictBadge verdict,
      String reason,
      When from,
      Optional<When> until) {}

  public long count(VerdictBadge verdict) {
    return results.stream().filter(r -> r.verdict() == verdict).count();
  }
}
