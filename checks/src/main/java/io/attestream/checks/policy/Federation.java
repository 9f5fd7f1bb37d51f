package io.attestream.checks.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Trust in web identity providers (OpenID Connect). A token of a shared provider says only that
 * somebody has an account there; claims in the Condition block tell whose workload it is.
 */
final class Federation {
  private static final String COGNITO = "cognito-identity.amazonaws.com";

  /** Providers where anyone may obtain a token. */
  private static final Set<String> SHARED =
      Set.of(
          COGNITO,
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com",
          "token.actions.githubusercontent.com",
          "gitlab.com",
          "app.terraform.io",
          "api.bitbucket.org",
          "oidc.circleci.com",
          "agent.buildkite.com",
          "oidc.vercel.com");

  private Federation() {}

  /** Whether a shared provider is trusted with no claim that tells its users apart. */
  static boolean open(Statement allow) {
    return providers(allow).stream()
        .filter(provider -> SHARED.contains(host(provider)))
        .anyMatch(
            provider ->
                !pins(allow, provider, "sub")
                    && (host(provider).equals("token.actions.githubusercontent.com")
                        || !(pins(allow, provider, "aud") || pins(allow, provider, "app_id"))));
  }

  static List<String> unpinned(Statement allow) {
    List<String> unpinned = new ArrayList<>();
    for (String provider : providers(allow)) {
      boolean audience =
          pins(allow, provider, "aud")
              || pins(allow, provider, "app_id")
              || pins(allow, provider, "azp");
      boolean subject = pins(allow, provider, "sub") || host(provider).equals(COGNITO);
      if (!audience || !subject) {
        unpinned.add(provider);
      }
    }
    return unpinned;
  }

  /** The web identity providers of a statement, without ARN prefix; SAML providers are left out. */
  private static List<String> providers(Statement allow) {
    Principals principals = allow.principals();
    if (principals == null
        || principals.negated()
        || !allow.coversAction("sts:AssumeRoleWithWebIdentity")) {
      return List.of();
    }
    return principals.federated().stream()
        .filter(name -> !name.contains(":saml-provider/"))
        .map(name -> name.replaceFirst("^arn:[^/]*:oidc-provider/", ""))
        .toList();
  }

  private static String host(String provider) {
    int slash = provider.indexOf('/');
    return (slash < 0 ? provider : provider.substring(0, slash)).toLowerCase(Locale.ROOT);
  }

  private static boolean pins(Statement allow, String provider, String claim) {
    String key = (provider + ":" + claim).toLowerCase(Locale.ROOT);
    return allow.conditions().stream()
        .anyMatch(
            condition ->
                condition.demands()
                    && condition.key().equals(key)
                    && !condition.values().isEmpty()
                    && condition.values().stream().noneMatch(value -> loose(claim, value)));
  }

  /** Whether a value would let in subjects of others: a wildcard before the first separator ends. */
  private static boolean loose(String claim, String value) {
    int wild = value.indexOf('*');
    int question = value.indexOf('?');
    int first = wild < 0 ? question : question < 0 ? wild : Math.min(wild, question);
    if (first < 0) {
      return value.isEmpty();
    }
    if (!claim.equals("sub")) {
      return true;
    }
    String literal = value.substring(0, first);
    return literal.startsWith("repo:") ? literal.indexOf('/') < 0 : literal.length() < 4;
  }
}
