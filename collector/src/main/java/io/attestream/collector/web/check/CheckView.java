package io.attestream.collector.web.check;

import io.attestream.checks.model.Check;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.SeverityBadge;
import io.attestream.collector.web.view.VerdictBadge;
import io.attestream.collector.web.view.When;
import java.util.List;
import java.util.Optional;

/**
 * One check.
 *
 * @param shown the verdict whose resources are listed
 * @param next address of the next page of resources, or empty
 */
public record CheckView(
    Check check,
    SeverityBadge severity,
    List<Mapping> mapping,
    Counts counts,
    List<UnitCounts> units,
    VerdictBadge shown,
    Page<Hit> hits,
    String next) {

  /** A control that the check says something about. */
  public record Mapping(String control, String title, String strength, String why) {}

  /** The results in one unit. */
  public record UnitCounts(String unit, Counts counts, Optional<When> oldest) {}

  /**
   * A resource with the shown verdict.
   *
   * @param reason of an UNKNOWN, or empty
   */
  public record Hit(
      long resource, String name, String rid, String unit, String reason, When since) {}
}
