package io.attestream.checks.policy;

import io.attestream.checks.network.Cidr;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which condition keys pin a caller down to known accounts, organisations, networks or resources,
 * and which values do so. Follows "The meaning of public" in the Amazon S3 User Guide and the
 * global condition keys of the IAM User Guide. A value with a wildcard where it counts, or a world
 * range, pins nobody down.
 */
final class CallerLimits {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}|\\$\\{aws:ResourceAccount}");
  private static final Pattern ORGANISATION =
      Pattern.compile("o-[a-z0-9]{4,32}|\\$\\{aws:(Resource|Source)OrgI[Dd]}");
  private static final Pattern ORGANISATION_PATH =
      Pattern.compile("(o-[a-z0-9]{4,32}/.*|\\$\\{aws:ResourceOrgPaths})");
  private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z0-9]{15,127}(:.*)?");

  private static final Map<String, Predicate<String>> KEYS =
      Map.ofEntries(
          Map.entry("aws:sourcearn", CallerLimits::pinnedArn),
          Map.entry("aws:principalarn", CallerLimits::pinnedArn),
          Map.entry("aws:sourcevpcarn", CallerLimits::pinnedArn),
          Map.entry("s3:dataaccesspointarn", CallerLimits::pinnedArn),
          Map.entry("aws:sourceaccount", matches(ACCOUNT)),
          Map.entry("aws:sourceowner", matches(ACCOUNT)),
          Map.entry("aws:principalaccount", matches(ACCOUNT)),
          Map.entry("aws:vpceaccount", matches(ACCOUNT)),
          Map.entry("kms:calleraccount", matches(ACCOUNT)),
          Map.entry("s3:dataaccesspointaccount", matches(ACCOUNT)),
          Map.entry("aws:principalorgid", matches(ORGANISATION)),
          Map.entry("aws:sourceorgid", matches(ORGANISATION)),
          Map.entry("aws:vpceorgid", matches(ORGANISATION)),
          Map.entry("aws:principalorgpaths", matches(ORGANISATION_PATH)),
          Map.entry("aws:sourceorgpaths", matches(ORGANISATION_PATH)),
          Map.entry("aws:vpceorgpaths", matches(ORGANISATION_PATH)),
          Map.entry("aws:sourcevpce", literal("vpce-")),
          Map.entry("aws:sourcevpc", literal("vpc-")),
          Map.entry("aws:userid", matches(UNIQUE_ID)),
          Map.entry("aws:sourceip", CallerLimits::narrowRange),
          Map.entry("elasticfilesystem:accessedviamounttarget", "true"::equals));

  private CallerLimits() {}

  /** Whether an Allow with these conditions, all of which must hold, is not for everyone. */
  static boolean restrict(List<Condition> conditions) {
    return conditions.stream().anyMatch(condition -> condition.demands() && pins(condition));
  }

  /**
   * Whether a Deny with these conditions hits every unknown caller: there are none, or each of them
   * excludes only callers that are pinned down, or holds for anyone who is not an AWS service.
   */
  static boolean denyEveryoneElse(List<Condition> conditions) {
    return conditions.stream()
        .allMatch(
            condition -> (condition.excludes() && pins(condition)) || ordinaryCaller(condition));
  }

  private static boolean pins(Condition condition) {
    Predicate<String> pinned = KEYS.get(condition.key());
    return pinned != null
        && !condition.values().isEmpty()
        && condition.values().stream().allMatch(pinned);
  }

  private static boolean ordinaryCaller(Condition condition) {
    return condition.operator().equals("bool")
        && (condition.key().equals("aws:principalisawsservice")
            || condition.key().equals("aws:viaawsservice"))
        && condition.values().equals(List.of("false"));
  }

  private static Predicate<String> matches(Pattern pattern) {
    return value -> pattern.matcher(value).matches();
  }

  private static Predicate<String> literal(String prefix) {
    return value -> value.startsWith(prefix) && !wild(value);
  }

  private static boolean wild(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
  }

  /** An ARN of one account, or one without an account (S3) whose first name is whole. */
  private static boolean pinnedArn(String value) {
    String[] parts = value.split(":", 6);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return false;
    }
    if (!parts[4].isEmpty()) {
      return ACCOUNT.matcher(parts[4]).matches();
    }
    String name = parts[5].split("/", 2)[0];
    return !name.isEmpty() && !wild(name) && !wild(parts[2]);
  }

  /** No broader than /8 or, for IPv6, /32. */
  private static boolean narrowRange(String value) {
    try {
      Cidr range = Cidr.parse(value);
      return range.prefix() >= (range.v6() ? 32 : 8);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
