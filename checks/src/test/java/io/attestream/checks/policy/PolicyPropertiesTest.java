package io.attestream.checks.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class PolicyPropertiesTest {
  private static final String OWN = "111122223333";

  @Property
  void anotherAllowNeverMakesItLessPublic(
      @ForAll("statements") List<Map<String, Object>> statements,
      @ForAll("allow") Map<String, Object> allow) {
    List<Map<String, Object>> more = new ArrayList<>(statements);
    more.add(allow);
    assertThat(policy(more).publicActions()).containsAll(policy(statements).publicActions());
    assertThat(policy(more).externalAccounts(OWN))
        .containsAll(policy(statements).externalAccounts(OWN));
  }

  @Property
  void anotherDenyNeverMakesItMorePublic(
      @ForAll("statements") List<Map<String, Object>> statements,
      @ForAll("deny") Map<String, Object> deny) {
    List<Map<String, Object>> more = new ArrayList<>(statements);
    more.add(deny);
    assertThat(policy(statements).publicActions()).containsAll(policy(more).publicActions());
    if (!policy(statements).allowsAdmin()) {
      assertThat(policy(more).allowsAdmin()).isFalse();
    }
  }

  @Property
  void theOrderOfStatementsDoesNotMatter(
      @ForAll("statements") List<Map<String, Object>> statements, @ForAll Random random) {
    List<Map<String, Object>> shuffled = new ArrayList<>(statements);
    java.util.Collections.shuffle(shuffled, random);
    assertThat(answers(policy(shuffled))).isEqualTo(answers(policy(statements)));
  }

  @Property
  void withoutAnAllowNothingIsAllowed(@ForAll("denies") List<Map<String, Object>> denies) {
    PolicyDocument policy = policy(denies);
    assertThat(policy.allowsPublic()).isFalse();
    assertThat(policy.allowsAdmin()).isFalse();
    assertThat(policy.externalAccounts(OWN)).isEmpty();
  }

  @Property
  void aPatternThatCoversAnotherMatchesAllThatTheOtherMatches(
      @ForAll("patterns") String one,
      @ForAll("patterns") String two,
      @ForAll("texts") String text) {
    if (Wildcard.covers(one, two) && Wildcard.matches(two, text)) {
      assertThat(Wildcard.matches(one, text)).isTrue();
    }
    if (Wildcard.matches(one, text) && Wildcard.matches(two, text)) {
      assertThat(Wildcard.intersects(one, two)).isTrue();
    }
    assertThat(Wildcard.intersects(one, two)).isEqualTo(Wildcard.intersects(two, one));
    assertThat(Wildcard.covers(one, one)).isTrue();
  }

  @Property
  void aPatternMatchesAsTheRegularExpressionOfTheSameMeaning(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String expression = pattern.replace("*", ".*").replace("?", ".");
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(text.matches(expression));
  }

  private static PolicyDocument policy(List<Map<String, Object>> statements) {
    return PolicyDocument.parse(Map.of("Statement", statements));
  }

  private static List<Object> answers(PolicyDocument policy) {
    return List.of(
        policy.publicActions(),
        policy.externalAccounts(OWN),
        policy.allowsAdmin(),
        policy.escalations(),
        policy.deniesInsecureTransport(),
        policy.trustsPublic(),
        policy.unpinnedProviders());
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> statements() {
    return Arbitraries.oneOf(statement("Allow"), statement("Deny")).list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> denies() {
    return statement("Deny").list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Map<String, Object>> allow() {
    return statement("Allow");
  }

  @Provide
  Arbitrary<Map<String, Object>> deny() {
    return statement("Deny");
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '*', '?').ofMaxLength(7);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(9);
  }

  private static Arbitrary<Map<String, Object>> statement(String effect) {
    Arbitrary<Object> principal =
        Arbitraries.of(
            "*",
            Map.of("AWS", "*"),
            Map.of("AWS", "arn:aws:iam::444455556666:root"),
            Map.of("AWS", List.of(OWN, "777788889999")),
            Map.of("Service", "ec2.amazonaws.com"),
            Map.of("Federated", "cognito-identity.amazonaws.com"));
    Arbitrary<Object> action =
        Arbitraries.of("*", "s3:*", "s3:GetObject", "s3:Get*", "sts:AssumeRole*", "iam:PassRole");
    Arbitrary<Object> resource =
        Arbitraries.of("*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::c*");
    Arbitrary<Object> condition =
        Arbitraries.of(
            Map.of(),
            Map.of("StringEquals", Map.of("aws:PrincipalOrgID", "o-abcd1234")),
            Map.of("StringNotEquals", Map.of("aws:PrincipalOrgID", "o-abcd1234")),
            Map.of("StringEqualsIfExists", Map.of("aws:SourceAccount", OWN)),
            Map.of("IpAddress", Map.of("aws:SourceIp", "0.0.0.0/0")),
            Map.of("NotIpAddress", Map.of("aws:SourceIp", "203.0.113.0/24")),
            Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    Arbitrary<Boolean> flip =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.just(false)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(true)));
    return Combinators.combine(principal, action, resource, condition, flip, flip)
        .as(
            (who, what, where, when, notWho, notWhat) -> {
              Map<String, Object> statement = new HashMap<>();
              statement.put("Effect", effect);
              statement.put(notWho ? "NotPrincipal" : "Principal", who);
              statement.put(notWhat ? "NotAction" : "Action", what);
              statement.put("Resource", where);
              Stream.of(when)
                  .filter(c -> !c.equals(Map.of()))
                  .forEach(c -> statement.put("Condition", c));
              return statement;
            });
  }
}
