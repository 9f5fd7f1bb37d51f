package io.attestream.collector.assurance;

import java.util.List;

/**
 * The states of one check in one unit.
 *
 * @param turns oldest first; the first may lie before the window
 */
record CheckCourse(String check, String unit, List<Turn> turns) {
  CheckCourse {
    turns = List.copyOf(turns);
  }
}
