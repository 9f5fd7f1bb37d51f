package io.attestream.bench;

import java.util.List;
import java.util.Map;

/** Measures one thing and its baseline. */
interface Measurement {
  /**
   * Runs it.
   *
   * @param options {@code name=value} from the command line
   * @return lines for the reader, numbers with their units
   */
  List<String> run(Map<String, String> options) throws Exception;
}
