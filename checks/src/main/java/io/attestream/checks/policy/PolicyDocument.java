package io.attestream.checks.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy document allows. Judged by principal, action, resource and condition together, not
 * by the look of a single element; Deny statements that take an Allow back are heeded. Where a
 * document leaves doubt, the answer is the one that a person would rather look at: allowed.
 */
public final class PolicyDocument {
  private static final int MAX_COMPARISONS = 5_000_000;
  private static final Pattern S3_BUCKET = Pattern.compile("(arn:[^:]+:s3:::[^/*?]+)(/.*|\\*)?");

  private final List<Statement> allows = new ArrayList<>();
  private final List<Statement> denies = new ArrayList<>();
  private int comparisons;

  private PolicyDocument(List<Statement> statements) {
    for (Statement statement : statements) {
      (statement.allow() ? allows : denies).add(statement);
    }
  }

  /**
   * Reads a document.
   *
   * @param document JSON text, plain or percent-encoded, or the parsed object; at most 6 MiB
   * @throws IllegalArgumentException that names the place of the mistake
   */
  public static PolicyDocument parse(Object document) {
    return new PolicyDocument(PolicyParser.parse(document));
  }

  /** Whether anyone at all, from any account, is allowed anything. */
  public boolean allowsPublic() {
    return !publicActions().isEmpty();
  }

  /** The action patterns that anyone is allowed, in lower case and sorted; {@code *} for NotAction. */
  public List<String> publicActions() {
    Set<String> actions = new TreeSet<>();
    for (Statement allow : allows) {
      if (allow.forEveryone()) {
        for (String action : allow.actionPatterns()) {
          if (allow.resourcePatterns().stream()
              .anyMatch(resource -> !takenBack(action, resource, true))) {
            actions.add(action);
          }
        }
      }
    }
    return List.copyOf(actions);
  }

  /**
   * The accounts other than the own one that are allowed something, sorted: 12-digit ids, {@code *}
   * for everyone, {@code canonical:…} for canonical users, {@code unknown:…} for a principal that
   * names no account (such as the id of a deleted user). AWS services are left out.
   */
  public List<String> externalAccounts(String ownAccount) {
    Set<String> accounts = new TreeSet<>();
    for (Statement allow : allows) {
      Principals principals = allow.principals();
      if (principals == null || whollyTakenBack(allow)) {
        continue;
      }
      if (principals.everyone()) {
        if (allow.forEveryone()) {
          accounts.add("*");
        } else {
          pinnedAccounts(allow).forEach(accounts::add);
        }
      } else {
        principals.accounts().forEach(accounts::add);
      }
    }
    accounts.remove(ownAccount);
    return List.copyOf(accounts);
  }

  private static List<String> pinnedAccounts(Statement allow) {
    Set<String> accounts = new LinkedHashSet<>();
    for (Condition condition : allow.conditions()) {
      if (condition.demands()) {
        switch (condition.key()) {
          case "aws:principalaccount",
              "aws:sourceaccount",
              "aws:sourceowner",
              "aws:principalarn",
              "aws:sourcearn",
              "kms:calleraccount" ->
              new Principals(false, Map.of("federated", condition.values()))
                  .accounts()
                  .filter(account -> !account.isEmpty() && !account.equals("*"))
                  .forEach(accounts::add);
          default -> {
            // Other keys name organisations and networks, not accounts.
          }
        }
      }
    }
    return List.copyOf(accounts);
  }

  /**
   * Whether an action on a resource is allowed to someone: an Allow matches, and no Deny without
   * condition for everyone takes it back. Conditions of the Allow are not weighed.
   */
  public boolean allowsAction(String action, String resource) {
    return allows.stream()
            .anyMatch(allow -> allow.coversAction(action) && allow.coversResource(resource))
        && !takenBack(action, resource, false);
  }

  /** Whether every action on every resource is allowed. */
  public boolean allowsAdmin() {
    return allowsAction("*", "*") || allowsAction("*:*", "*");
  }

  /** The ways to more rights that the document opens on every resource, by name and sorted. */
  public List<String> escalations() {
    return Escalations.found(action -> allowsAction(action, "*"));
  }

  /**
   * Whether requests without TLS are denied to everyone, for every action of a service or of all,
   * and, in a bucket policy, for each bucket that it names and its objects.
   */
  public boolean deniesInsecureTransport() {
    List<Statement> guards = denies.stream().filter(PolicyDocument::guardsTransport).toList();
    return !guards.isEmpty()
        && guards.stream()
            .flatMap(guard -> guard.resourcePatterns().stream())
            .map(S3_BUCKET::matcher)
            .filter(Matcher::matches)
            .map(bucket -> bucket.group(1))
            .allMatch(arn -> covered(guards, arn) && covered(guards, arn + "/*"));
  }

  private static boolean covered(List<Statement> guards, String resource) {
    return guards.stream().anyMatch(deny -> deny.coversResource(resource));
  }

  private static boolean guardsTransport(Statement deny) {
    Principals principals = deny.principals();
    return principals != null
        && !principals.negated()
        && principals.everyone()
        && deny.conditions().size() == 1
        && deny.conditions().get(0).operator().equals("bool")
        && deny.conditions().get(0).quantifier().isEmpty()
        && deny.conditions().get(0).key().equals("aws:securetransport")
        && deny.conditions().get(0).values().equals(List.of("false"))
        && !deny.notAction()
        && deny.actions().stream()
            .anyMatch(action -> action.equals("*") || action.matches("[a-z0-9-]+:\\*"));
  }

  /**
   * Whether a role's trust policy lets anyone in: everyone as principal, or users of a public
   * identity provider with no claim to tell them apart. An external id is no secret and does not
   * restrict.
   */
  public boolean trustsPublic() {
    return allowsPublic()
        || allows.stream()
            .anyMatch(
                allow ->
                    allow.principals() != null
                        && !whollyTakenBack(allow)
                        && Federation.open(allow));
  }

  /**
   * OpenID Connect providers whose users are let in without pinning the audience and, where the
   * provider has one per workload, the subject; sorted.
   */
  public List<String> unpinnedProviders() {
    Set<String> providers = new TreeSet<>();
    for (Statement allow : allows) {
      if (allow.principals() != null && !whollyTakenBack(allow)) {
        providers.addAll(Federation.unpinned(allow));
      }
    }
    return List.copyOf(providers);
  }

  /**
   * Whether an Allow for accounts other than the own one, or for everyone, stands without an
   * external id or another condition that pins the caller's organisation, account or resource.
   */
  public boolean trustsExternalWithoutCondition(String ownAccount) {
    return allows.stream()
        .filter(allow -> allow.principals() != null && !whollyTakenBack(allow))
        .filter(allow -> !CallerLimits.restrict(allow.conditions()) && !hasExternalId(allow))
        .anyMatch(allow -> namesOther(allow, ownAccount));
  }

  private static boolean namesOther(Statement allow, String ownAccount) {
    Principals principals = allow.principals();
    return principals != null
        && (principals.everyone()
            || principals.byKind().getOrDefault("aws", List.of()).stream()
                .anyMatch(
                    name -> !name.equals(ownAccount) && !name.contains(":" + ownAccount + ":")));
  }

  private static boolean hasExternalId(Statement allow) {
    return allow.conditions().stream()
        .anyMatch(
            condition ->
                condition.demands()
                    && condition.key().equals("sts:externalid")
                    && condition.values().stream()
                        .noneMatch(value -> value.replaceAll("[*?]", "").isEmpty()));
  }

  private boolean whollyTakenBack(Statement allow) {
    return allow.actionPatterns().stream()
        .allMatch(
            action ->
                allow.resourcePatterns().stream()
                    .allMatch(resource -> takenBack(action, resource, false)));
  }

  /**
   * Whether a Deny covers an action on a resource.
   *
   * @param strangersOnly whether it is enough that unknown callers are denied
   */
  private boolean takenBack(String action, String resource, boolean strangersOnly) {
    for (Statement deny : denies) {
      if (++comparisons > MAX_COMPARISONS) {
        throw new IllegalArgumentException("policy needs too many comparisons");
      }
      boolean hits =
          strangersOnly
              ? deny.hitsUnknownCallers()
              : deny.conditions().isEmpty()
                  && (deny.principals() == null
                      || (!deny.principals().negated() && deny.principals().everyone()));
      if (hits
          && deny.coversAction(action.toLowerCase(Locale.ROOT))
          && deny.coversResource(resource)) {
        return true;
      }
    }
    return false;
  }
}
