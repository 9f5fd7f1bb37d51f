package io.attestream.checks.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.checks.catalogue.PlainYaml;
import io.attestream.evidence.json.CanonicalJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyDocumentTest {
  private static final String OWN = "111122223333";

  @TestFactory
  Stream<DynamicTest> everyCaseIsJudgedAsItSays() throws IOException {
    return PlainYaml.cases("/policy/cases.yaml").stream()
        .map(one -> DynamicTest.dynamicTest(String.valueOf(one.get("name")), () -> run(one)));
  }

  private static void run(Map<?, ?> one) {
    Object statement = Objects.requireNonNull(one.get("statement"));
    Object document = Map.of("Version", "2012-10-17", "Statement", statement);
    String json = CanonicalJson.text(document);
    String encoded = URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");
    for (Object form : List.of(document, json, encoded)) {
      PolicyDocument policy = PolicyDocument.parse(form);
      expect(one, "public", policy.allowsPublic());
      expect(one, "actions", policy.publicActions());
      expect(one, "external", policy.externalAccounts(OWN));
      expect(one, "admin", policy.allowsAdmin());
      expect(one, "escalates", !policy.escalations().isEmpty());
      expect(one, "tls", policy.deniesInsecureTransport());
      expect(one, "trust", policy.trustsPublic());
      expect(one, "unpinned", policy.unpinnedProviders());
      expect(one, "unconditioned", policy.trustsExternalWithoutCondition(OWN));
    }
  }

  private static void expect(Map<?, ?> one, String key, Object actual) {
    if (one.containsKey(key)) {
      assertThat(actual).as(key).isEqualTo(one.get(key));
    }
  }

  @Test
  void aPlusSignInAnEncodedDocumentStaysAPlusSign() {
    String text =
        "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A*%22%2C"
            + "%22Resource%22%3A%22arn:aws:s3:::a+b%22%7D%7D";
    assertThat(PolicyDocument.parse(text).allowsAction("s3:GetObject", "arn:aws:s3:::a+b"))
        .isTrue();
  }

  @Test
  void actionsHaveNoCaseAndResourcesHave() {
    PolicyDocument policy =
        PolicyDocument.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"S3:getOBJECT\",\"Resource\":\"arn:aws:s3:::Bucket/?\"}}");
    assertThat(policy.allowsAction("s3:GetObject", "arn:aws:s3:::Bucket/x")).isTrue();
    assertThat(policy.allowsAction("s3:GetObject", "arn:aws:s3:::bucket/x")).isFalse();
    assertThat(policy.allowsAction("s3:GetObject", "arn:aws:s3:::Bucket/xy")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "%zz",
        "{\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"s3:*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Principle\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Principal\":{\"Aws\":\"*\",\"AWS\":\"1\"}}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":{},\"Principal\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Condition\":[]}]}"
      })
  void whatIsNoPolicyIsAnErrorAndNotANo(String text) {
    assertThatThrownBy(() -> PolicyDocument.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
