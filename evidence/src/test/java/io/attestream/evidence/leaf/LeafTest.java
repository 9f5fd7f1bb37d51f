package io.attestream.evidence.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.json.CanonicalJson;
import io.attestream.evidence.json.JsonException;
import io.attestream.evidence.merkle.Merkle;
import io.attestream.evidence.model.BlindSpot;
import io.attestream.evidence.model.Observation;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import io.attestream.evidence.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class LeafTest {
  private static final byte[] SECRET = new byte[32];
  private static final ResourceIdentity BUCKET =
      new ResourceIdentity("aws:123456789012:eu-west-1", "aws.s3.bucket", "arn:aws:s3:::a", "a");
  private static final LeafKey KEY = LeafKey.of(SECRET, "aws.s3.bucket.private", BUCKET);
  private static final ResultLeaf LEAF =
      new ResultLeaf(
          KEY,
          "aws.s3.bucket.private",
          3,
          Status.PASS,
          Instant.parse("2026-11-20T03:43:11.5Z"),
          "a".repeat(43),
          "b".repeat(43));

  @Test
  void leafHasTheDocumentedBytes() {
    assertThat(new String(LEAF.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"_sd\":[\""
                + "a".repeat(43)
                + "\",\""
                + "b".repeat(43)
                + "\"],"
                + "\"check\":\"aws.s3.bucket.private@3\",\"key\":\""
                + KEY.hex()
                + "\","
                + "\"since\":\"2026-11-20T03:43:11Z\",\"status\":\"pass\",\"v\":1}");
    assertThat(ResultLeaf.parse(LEAF.bytes())).isEqualTo(LEAF);
  }

  @Test
  void leafNamesThePlaceOfAMistake() {
    assertBad("\"pass\"", "\"passed\"", "status is 'passed'");
    assertBad("@3", "@03", "$.check");
    assertBad("\"v\":1", "\"v\":2", "$.v");
    assertBad("11Z", "11z", "$.since");
    assertBad("\"v\":1", "\"v\":1,\"w\":1", "$.w");
  }

  @Test
  void keyDependsOnSecretCheckAndEveryPartOfTheResourceButNotOnItsName() {
    ResourceIdentity renamed =
        new ResourceIdentity(BUCKET.unit(), BUCKET.type(), BUCKET.id(), "other");
    assertThat(LeafKey.of(SECRET, "aws.s3.bucket.private", renamed)).isEqualTo(KEY);
    assertThat(LeafKey.of(new byte[] {1}, "aws.s3.bucket.private", BUCKET)).isNotEqualTo(KEY);
    assertThat(LeafKey.of(SECRET, "aws.s3.bucket.other", BUCKET)).isNotEqualTo(KEY);
    assertThat(
            LeafKey.of(
                SECRET,
                "aws.s3.bucket.private",
                new ResourceIdentity("aws:2", BUCKET.type(), BUCKET.id(), "a")))
        .isNotEqualTo(KEY);
    assertThatThrownBy(() -> LeafKey.of(SECRET, "a@1", BUCKET)).hasMessageContaining("version");
    assertThat(LeafKey.fromHex(KEY.hex())).isEqualTo(KEY);
    assertThat(LeafKey.of(KEY.bytes())).isEqualTo(KEY);
  }

  @Test
  void keysAreOrderedAsUnsignedBytes() {
    LeafKey low = LeafKey.fromHex("7f" + "00".repeat(15));
    LeafKey high = LeafKey.fromHex("80" + "00".repeat(15));
    assertThat(low).isLessThan(high);
    assertThat(LeafKey.fromHex("00".repeat(8) + "80" + "00".repeat(7)))
        .isGreaterThan(LeafKey.fromHex("00".repeat(8) + "7f" + "00".repeat(7)));
  }

  /** RFC 9901, section 4.2.1 and 4.2.3. */
  @Test
  void disclosureDigestAgreesWithRfc9901() {
    assertThat(
            Disclosure.digest(
                "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"))
        .isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
  }

  @Test
  void disclosureIsStableSaltedAndReadBack() {
    Disclosure identity =
        Disclosure.of(SECRET, KEY, Disclosure.IDENTITY, DisclosedIdentity.value(BUCKET));
    assertThat(identity)
        .isEqualTo(
            Disclosure.of(SECRET, KEY, Disclosure.IDENTITY, DisclosedIdentity.value(BUCKET)));
    assertThat(identity.digest())
        .isNotEqualTo(
            Disclosure.of(new byte[] {1}, KEY, Disclosure.IDENTITY, DisclosedIdentity.value(BUCKET))
                .digest())
        .hasSize(43);
    Disclosure read = Disclosure.parse(Disclosure.IDENTITY, identity.text());
    assertThat(DisclosedIdentity.read(read.value())).isEqualTo(BUCKET);
    assertThatThrownBy(() -> Disclosure.parse(Disclosure.EVIDENCE, identity.text()))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("evidence");
    assertThatThrownBy(() -> Disclosure.parse(Disclosure.IDENTITY, identity.text() + "="))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void aDisclosureIsTheCanonicalArrayWithASaltFromTheSecret() throws Exception {
    Map<String, Object> value = Map.of("b", List.of(1L, "é\n"), "a", Map.of());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    mac.update("evidence\0".getBytes(StandardCharsets.UTF_8));
    mac.update(KEY.bytes());
    mac.update(CanonicalJson.bytes(value));
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String salt = base64.encodeToString(Arrays.copyOf(mac.doFinal(), 16));
    assertThat(Disclosure.of(SECRET, KEY, Disclosure.EVIDENCE, value).text())
        .isEqualTo(base64.encodeToString(CanonicalJson.bytes(List.of(salt, "evidence", value))));
  }

  @Test
  void evidenceKeepsBlindSpotsInOrderAndTheReasonOfUnknown() {
    BlindSpot b = new BlindSpot("b", UnknownReason.ACCESS_DENIED, "s3:GetB", "AccessDenied");
    BlindSpot a = new BlindSpot("a", UnknownReason.THROTTLED, "s3:GetA", "SlowDown");
    Observation seen = new Observation(Map.of("x", List.of(1L, "y")), List.of(b, a));
    Map<String, Object> value =
        DisclosedEvidence.value(seen, Verdict.unknown(UnknownReason.ACCESS_DENIED, "s3:GetB"));
    DisclosedEvidence read = DisclosedEvidence.read(value);
    assertThat(read.observation()).isEqualTo(new Observation(seen.observed(), List.of(a, b)));
    assertThat(read.reason()).contains(UnknownReason.ACCESS_DENIED);
    assertThat(read.detail()).isEqualTo("s3:GetB");
    assertThat(DisclosedEvidence.value(seen, Verdict.PASS)).containsOnlyKeys("blind", "observed");
  }

  @Test
  void leafSetDigestIsRootFlatAndTallyInKeyOrder() {
    byte[] one = {1};
    byte[] two = {2};
    LeafSetDigest digest = new LeafSetDigest();
    digest.add(LeafKey.fromHex("01".repeat(16)), Status.PASS, one);
    digest.add(LeafKey.fromHex("02".repeat(16)), Status.UNKNOWN, two);
    assertThat(digest.finish())
        .isEqualTo(
            new LeafSetDigest.Result(
                2,
                Hash.of(Merkle.nodeHash(Merkle.leafHash(one), Merkle.leafHash(two))),
                Hash.sha256(one, new byte[] {'\n'}, two),
                new Tally(1, 0, 0, 1)));
    assertThat(new LeafSetDigest().finish())
        .isEqualTo(new LeafSetDigest.Result(0, Hash.sha256(), Hash.sha256(), Tally.ZERO));
  }

  @Test
  void leafSetDigestRefusesADuplicateOrMisplacedKey() {
    LeafSetDigest digest = new LeafSetDigest();
    digest.add(LeafKey.fromHex("02".repeat(16)), Status.PASS, new byte[] {1});
    assertThatThrownBy(
            () -> digest.add(LeafKey.fromHex("02".repeat(16)), Status.PASS, new byte[] {1}))
        .hasMessageContaining("comes twice");
    assertThatThrownBy(
            () -> digest.add(LeafKey.fromHex("01".repeat(16)), Status.PASS, new byte[] {1}))
        .hasMessageContaining("comes after");
  }

  private static void assertBad(String part, String replacement, String message) {
    String json = new String(LEAF.bytes(), StandardCharsets.UTF_8).replace(part, replacement);
    assertThatThrownBy(() -> ResultLeaf.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(message);
  }
}
