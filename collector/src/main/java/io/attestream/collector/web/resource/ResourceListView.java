package io.attestream.collector.web.resource;

import io.attestream.collector.web.view.Page;
import java.util.List;

/**
 * A page of the search for resources.
 *
 * @param types resource types that exist, for the filter
 * @param units unit names that exist, for the filter
 * @param next address of the next page, or empty
 */
public record ResourceListView(
    String search,
    String type,
    String unit,
    List<String> types,
    List<String> units,
    Page<Line> page,
    String next) {

  /**
   * A resource and its current results.
   *
   * @param present whether it has results now; a resource that is gone keeps its history
   */
  public record Line(
      long id,
      String name,
      String rid,
      String type,
      String unit,
      long fail,
      long unknown,
      boolean present) {}

  public boolean filtered() {
    return !search.isEmpty() || !type.isEmpty() || !unit.isEmpty();
  }
}
