package io.attestream.checks.policy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Principal or NotPrincipal of a statement.
 *
 * @param byKind {@code aws}, {@code service}, {@code federated}, {@code canonicaluser}, in lower
 *     case; {@code "*"} alone is kept as {@code aws: [*]}
 */
record Principals(boolean negated, Map<String, List<String>> byKind) {
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
  private static final Pattern ARN_ACCOUNT = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:([^:]*):.*");

  /** Whether everyone is meant, or everyone but a few. */
  boolean everyone() {
    return negated || all().anyMatch(Principals::anyone);
  }

  /** Whether the principals of a Deny hold every caller that nobody knows. */
  boolean holdsUnknownCallers() {
    return negated ? all().noneMatch(Principals::anyone) : everyone();
  }

  private Stream<String> all() {
    return byKind.values().stream().flatMap(List::stream);
  }

  /** A bare wildcard, or an ARN whose account is one. */
  static boolean anyone(String principal) {
    if (principal.equals("*")) {
      return true;
    }
    Matcher arn = ARN_ACCOUNT.matcher(principal);
    return arn.matches() && (arn.group(1).indexOf('*') >= 0 || arn.group(1).indexOf('?') >= 0);
  }

  /** Account ids of AWS principals and SAML or OIDC providers, {@code *} for everyone. */
  Stream<String> accounts() {
    if (everyone()) {
      return Stream.of("*");
    }
    return byKind.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("service"))
        .flatMap(entry -> entry.getValue().stream().map(name -> account(entry.getKey(), name)))
        .filter(account -> !account.isEmpty());
  }

  private static String account(String kind, String principal) {
    if (kind.equals("canonicaluser")) {
      return "canonical:" + principal;
    }
    if (ACCOUNT_ID.matcher(principal).matches()) {
      return principal;
    }
    Matcher arn = ARN_ACCOUNT.matcher(principal);
    if (arn.matches()) {
      return arn.group(1);
    }
    return kind.equals("aws") ? "unknown:" + principal : "";
  }

  List<String> federated() {
    return byKind.getOrDefault("federated", List.of());
  }
}
