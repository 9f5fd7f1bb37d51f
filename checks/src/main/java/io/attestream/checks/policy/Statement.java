package io.attestream.checks.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy document.
 *
 * @param principals {@code null} in a policy of an identity
 * @param actions lower case, as actions have no case
 * @param resources {@code [*]} when the element is absent, as in trust policies
 */
record Statement(
    boolean allow,
    @Nullable Principals principals,
    boolean notAction,
    List<String> actions,
    boolean notResource,
    List<String> resources,
    List<Condition> conditions) {

  Statement {
    actions = actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }

  /** Whether everyone is meant and no condition narrows that. */
  boolean forEveryone() {
    return principals != null && principals.everyone() && !CallerLimits.restrict(conditions);
  }

  /** Whether every caller that nobody knows is meant; the question asked of a Deny. */
  boolean hitsUnknownCallers() {
    return principals != null
        && principals.holdsUnknownCallers()
        && CallerLimits.denyEveryoneElse(conditions);
  }

  /** Action patterns; everything for NotAction, which is the safe side for an Allow. */
  List<String> actionPatterns() {
    return notAction ? List.of("*") : actions;
  }

  /** Resource patterns; everything for NotResource. */
  List<String> resourcePatterns() {
    return notResource ? List.of("*") : resources;
  }

  boolean coversAction(String pattern) {
    String action = pattern.toLowerCase(Locale.ROOT);
    return notAction
        ? actions.stream().noneMatch(not -> Wildcard.intersects(not, action))
        : actions.stream().anyMatch(own -> Wildcard.covers(own, action));
  }

  boolean coversResource(String pattern) {
    return notResource
        ? resources.stream().noneMatch(not -> Wildcard.intersects(not, pattern))
        : resources.stream().anyMatch(own -> Wildcard.covers(own, pattern));
  }
}
