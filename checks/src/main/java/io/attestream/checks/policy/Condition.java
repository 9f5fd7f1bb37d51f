package io.attestream.checks.policy;

import java.util.List;
import java.util.Locale;

/**
 * One operator on one key of a Condition block.
 *
 * @param quantifier {@code forallvalues}, {@code foranyvalue} or empty
 * @param operator in lower case, without quantifier and suffix: {@code stringequals}
 * @param ifExists whether the operator ends in {@code IfExists}
 * @param key in lower case
 */
record Condition(
    String quantifier, String operator, boolean ifExists, String key, List<String> values) {

  static Condition of(String operator, String key, List<String> values) {
    String name = operator.toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    String quantifier = colon < 0 ? "" : name.substring(0, colon);
    name = name.substring(colon + 1);
    boolean ifExists = name.endsWith("ifexists");
    if (ifExists) {
      name = name.substring(0, name.length() - "ifexists".length());
    }
    return new Condition(
        quantifier, name, ifExists, key.toLowerCase(Locale.ROOT), List.copyOf(values));
  }

  /** Whether it holds only when the key is there and equals, or is like, one of the values. */
  boolean demands() {
    return !ifExists
        && !quantifier.equals("forallvalues")
        && switch (operator) {
          case "stringequals",
              "stringequalsignorecase",
              "stringlike",
              "arnequals",
              "arnlike",
              "ipaddress",
              "bool" ->
              true;
          default -> false;
        };
  }

  /** Whether it holds for every caller whose key is absent or is none of the values. */
  boolean excludes() {
    return !quantifier.equals("foranyvalue")
        && switch (operator) {
          case "stringnotequals",
              "stringnotequalsignorecase",
              "stringnotlike",
              "arnnotequals",
              "arnnotlike",
              "notipaddress" ->
              true;
          default -> false;
        };
  }
}
