package io.attestream.checks.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** How to remedy a failure, in one or more ways. A way that does not exist is an empty string. */
public record Remediation(String console, String cli, String terraform, String manifest) {

  /** The ways that exist, in a fixed order: console, cli, terraform, manifest. */
  public Map<String, String> ways() {
    Map<String, String> ways = new LinkedHashMap<>();
    put(ways, "console", console);
    put(ways, "cli", cli);
    put(ways, "terraform", terraform);
    put(ways, "manifest", manifest);
    return ways;
  }

  private static void put(Map<String, String> ways, String way, String text) {
    if (!text.isEmpty()) {
      ways.put(way, text);
    }
  }
}
