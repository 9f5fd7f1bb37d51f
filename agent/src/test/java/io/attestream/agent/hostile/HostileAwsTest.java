package io.attestream.agent.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.attestream.agent.hostile.Evidenced.Result;
import io.attestream.evidence.model.Status;
import io.attestream.evidence.model.UnknownReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample account, with answers in it that are large, deep, strange, or none. */
class HostileAwsTest {
  private static final String REGION = "eu-central-1";
  private static final String GLOBAL = "global";
  private static final String FUNCTIONS = "lambda eu-central-1 GET /2015-03-31/functions";

  @TempDir private static Path home;
  private static final Map<String, Evidenced> HONEST = new TreeMap<>();

  @TempDir private Path directory;
  private final HostileHttp http = new HostileHttp(Evidenced.CLOCK);

  @BeforeAll
  static void scanHonestly() throws InterruptedException {
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    for (String unit : new String[] {REGION, GLOBAL}) {
      HONEST.put(unit, Evidenced.of(new HostileHttp(Evidenced.CLOCK), unit, home.resolve(unit)));
    }
  }

  @AfterAll
  static void forgetCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void aPolicyOfSixMegabytesIsUnknownAlone() throws InterruptedException {
    String statement =
        "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%06d/*\"}";
    StringBuilder policy = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
    for (int i = 0; policy.length() < 6_000_000; i++) {
      policy.append(i == 0 ? "" : ",").append(statement.formatted(i));
    }
    http.when(
        "PolicyArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Apolicy%2Flegacy-admin&",
        version(policy + "]}"));

    Map<String, Result> changed = changed(GLOBAL);

    assertThat(changed).isNotEmpty();
    assertThat(changed.values())
        .allSatisfy(
            result -> {
              assertThat(result.resource().id())
                  .isEqualTo("arn:aws:iam::123456789012:policy/legacy-admin");
              assertThat(result.reason()).contains(UnknownReason.LIMIT_EXCEEDED);
            });
  }

  @Test
  void aPolicyOfTenThousandLevelsIsUnknownAlone() throws InterruptedException {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":"
            + "[".repeat(10_000)
            + "]".repeat(10_000)
            + "}";
    http.when(
        "PolicyArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Apolicy%2Flegacy-admin&", version(policy));

    Map<String, Result> changed = changed(GLOBAL);

    assertThat(changed).isNotEmpty();
    assertThat(changed.values())
        .allSatisfy(
            result -> {
              assertThat(result.resource().id())
                  .isEqualTo("arn:aws:iam::123456789012:policy/legacy-admin");
              assertThat(result.reason()).contains(UnknownReason.UNPARSABLE);
            });
  }

  @ParameterizedTest
  @CsvSource({"100", "10000", "100000"})
  void aJsonAnswerOfManyLevelsHidesItsTypeAlone(int levels) throws InterruptedException {
    String nested = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    http.when(
        call -> call.startsWith(FUNCTIONS) && call.contains("/functions -"),
        call -> new HostileHttp.Answer(200, "{\"Functions\":[],\"Future\":" + nested + "}"));

    Evidenced seen = scan(REGION);

    assertOnly(seen, REGION, "aws.lambda.function");
  }

  @ParameterizedTest
  @CsvSource({"100", "10000", "100000"})
  void anXmlAnswerOfManyLevelsHidesItsTypeAlone(int levels) throws InterruptedException {
    http.when(
        "Action=DescribeSecurityGroups&",
        "<DescribeSecurityGroupsResponse>"
            + "<future>".repeat(levels)
            + "</future>".repeat(levels)
            + "<securityGroupInfo/></DescribeSecurityGroupsResponse>");

    assertOnly(scan(REGION), REGION, "aws.ec2.security-group");
  }

  @Test
  void aHundredThousandRulesAreUnknownAndTheOtherGroupsAreJudged() throws InterruptedException {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      rules
          .append("<item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>")
          .append(
              "<ipRanges><item><cidrIp>10.%d.%d.%d/32</cidrIp></item></ipRanges></item>"
                  .formatted(i >> 16, i >> 8 & 255, i & 255));
    }
    http.when(
        "Action=DescribeSecurityGroups&",
        groups(
            group("sg-1", "many", rules.toString())
                + group(
                    "sg-2",
                    "open",
                    "<item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item>")));

    Evidenced seen = scan(REGION);

    assertThat(seen.incomplete()).isEqualTo(honest(REGION).incomplete());
    Result many = named(seen, "aws.ec2.security-group.no-world-admin-ports", "many");
    assertThat(many.reason()).contains(UnknownReason.LIMIT_EXCEEDED);
    Result open = named(seen, "aws.ec2.security-group.no-world-admin-ports", "open");
    assertThat(open.status()).isEqualTo(Status.FAIL);
  }

  @Test
  void anAnswerWithoutAnEndIsCutOffAndHidesItsTypeAlone() throws InterruptedException {
    http.when(
        call -> call.contains("Action=DescribeSecurityGroups&"),
        call -> new HostileHttp.Answer(200, groups("<item>" + " ".repeat(50_400_000) + "</item>")));

    Evidenced seen = scan(REGION);

    assertOnly(seen, REGION, "aws.ec2.security-group");
    assertThat(seen.incomplete().get("aws.ec2.security-group"))
        .isEqualTo("LIMIT_EXCEEDED ec2:DescribeSecurityGroups answer too large");
  }

  @Test
  void anItemWithoutANameIsMissedAndTheOthersAreJudged() throws InterruptedException {
    http.when(
        "Action=DescribeSecurityGroups&",
        groups("<item><ownerId>123456789012</ownerId></item>" + group("sg-2", "closed", "")));

    Evidenced seen = scan(REGION);

    Map<String, String> incomplete = new TreeMap<>(seen.incomplete());
    incomplete.entrySet().removeAll(honest(REGION).incomplete().entrySet());
    assertThat(incomplete)
        .containsExactly(
            Map.entry(
                "aws.ec2.security-group",
                "UNPARSABLE ec2:DescribeSecurityGroups an item has no name"));
    assertThat(named(seen, "aws.ec2.security-group.no-world-admin-ports", "closed").status())
        .isEqualTo(Status.PASS);
  }

  /** Name by name: what a JSON answer escapes, and the name in evidence. */
  @ParameterizedTest
  @CsvSource({
    "control,       a\\u0000\\u0007\\u001b[31mb",
    "line ends,     a\\r\\n\\u0085\\u2028b",
    "bidi,          a\\u202e\\u2066\\u200fb",
    "zero width,    a\\u200b\\u200d\\ufeff\\u2060b",
    "combining,     e\\u0301\\u0327\\u20dd",
    "right to left, \\u05d0\\u0628\\u06cc",
    "supplementary, \\ud83d\\udd12\\udb40\\udc01",
    "private use,   \\ue000\\udbff\\udffd",
    "no characters, \\ufdd0\\uffff\\ud83f\\udffe",
    "high alone,    a\\ud83db",
    "low alone,     a\\udd12b",
    "turned round,  \\udd12\\ud83d",
    "unassigned,    \\u0378\\ud87f\\udfff",
    "space,         \\u00a0\\u3000\\u2003b",
  })
  void aNameOfAnyCharactersIsEvidence(String what, String escaped) throws InterruptedException {
    String function =
        "{\"FunctionName\":\"%1$s\",\"FunctionArn\":\"arn:aws:lambda:eu-central-1:123456789012:function:%1$s\",\"Runtime\":\"python3.12\",\"Description\":\"%1$s\"}";
    http.when(
        call -> call.startsWith(FUNCTIONS) && call.contains("/functions -"),
        call ->
            new HostileHttp.Answer(
                200,
                "{\"Functions\":["
                    + function.formatted(escaped)
                    + ","
                    + function.formatted("plain")
                    + "]}"));

    Evidenced seen = scan(REGION);

    assertThat(seen.incomplete()).as(what).isEqualTo(honest(REGION).incomplete());
    assertThat(seen.of("aws.lambda.function"))
        .extracting(one -> one.resource().name())
        .contains("plain")
        .hasSizeGreaterThan(2);
    assertThat(seen.of("aws.lambda.function").stream().map(one -> one.resource().id()).distinct())
        .hasSize(2);
  }

  @Test
  void anIdentityOfAMillionCharactersIsShortenedToOneOfItsOwn() throws InterruptedException {
    String one = "a".repeat(1_000_000);
    String function =
        "{\"FunctionName\":\"%1$s\",\"FunctionArn\":\"arn:aws:lambda:eu-central-1:123456789012:function:%1$s\",\"Runtime\":\"python3.12\"}";
    http.when(
        call -> call.startsWith(FUNCTIONS) && call.contains("/functions -"),
        call ->
            new HostileHttp.Answer(
                200,
                "{\"Functions\":["
                    + function.formatted(one + "1")
                    + ","
                    + function.formatted(one + "2")
                    + "]}"));

    Evidenced seen = scan(REGION);

    assertThat(seen.incomplete()).isEqualTo(honest(REGION).incomplete());
    var ids =
        seen.of("aws.lambda.function").stream()
            .map(each -> each.resource().id())
            .distinct()
            .toList();
    assertThat(ids).hasSize(2).allMatch(id -> id.length() <= 4096);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "throttling on every call, 400, ThrottlingException, THROTTLED",
    "a server error on every call, 500, InternalFailure, API_ERROR",
    "an expired token, 403, ExpiredToken, ACCESS_DENIED",
    "a clock that is wrong, 403, RequestTimeTooSkewed, ACCESS_DENIED",
  })
  void whatAnswersNothingIsUnknownTypeByTypeAndIsNotAskedForEver(
      String what, int status, String code, UnknownReason reason) throws InterruptedException {
    Predicate<String> afterTheRegions =
        call -> !call.contains("GetCallerIdentity") && !call.contains("DescribeRegions");
    http.refuse(afterTheRegions, status, code);

    Evidenced seen = scan(REGION);

    assertThat(seen.results().values())
        .as(what)
        .isNotEmpty()
        .allSatisfy(
            result -> {
              assertThat(result.status())
                  .as(result.check())
                  .isIn(Status.UNKNOWN, Status.NOT_APPLICABLE);
              if (result.status() == Status.UNKNOWN) {
                assertThat(result.reason()).as(result.check()).contains(reason);
                assertThat(result.evidence().detail())
                    .as(result.check())
                    .endsWith(code)
                    .contains(":");
              }
            });
    assertThat(http.attempts()).isLessThan(400);
  }

  @Test
  void aResourceThatIsDeletedWhileItIsReadIsUnknownAlone() throws InterruptedException {
    http.refuse(call -> call.contains("/functions/checkout"), 404, "FunctionIsGone");
    http.refuse(
        call -> call.startsWith("dynamodb ") && call.contains("orders\""), 400, "TableIsGone");

    Evidenced seen = scan(REGION);

    assertThat(seen.incomplete()).isEqualTo(honest(REGION).incomplete());
    Map<String, Result> changed = seen.otherThan(honest(REGION));
    assertThat(changed.values())
        .anyMatch(one -> one.resource().type().equals("aws.lambda.function"));
    assertThat(changed.values())
        .anyMatch(one -> one.resource().type().equals("aws.dynamodb.table"));
    assertThat(changed.values())
        .allSatisfy(
            result -> {
              assertThat(result.resource().id()).matches(".*(:checkout|/orders)");
              assertThat(result.reason()).as(result.check()).contains(UnknownReason.API_ERROR);
              assertThat(result.evidence().detail())
                  .matches("(lambda|dynamodb):\\w+ (FunctionIsGone|TableIsGone)");
            });
  }

  private Evidenced scan(String unit) throws InterruptedException {
    return Evidenced.of(http, unit, directory);
  }

  private Map<String, Result> changed(String unit) throws InterruptedException {
    Evidenced seen = scan(unit);
    Evidenced honest = honest(unit);
    assertThat(seen.incomplete()).isEqualTo(honest.incomplete());
    assertThat(seen.results().keySet()).isEqualTo(honest.results().keySet());
    return seen.otherThan(honest);
  }

  /** Nothing but one type differs from an honest scan; what differs of it is UNKNOWN or no longer there. */
  private static void assertOnly(Evidenced seen, String unit, String type) {
    Evidenced honest = honest(unit);
    Map<String, String> incomplete = new TreeMap<>(seen.incomplete());
    incomplete.keySet().removeAll(honest.incomplete().keySet());
    assertThat(incomplete.keySet()).isSubsetOf(type);
    assertThat(incomplete.values()).noneMatch(why -> why.contains("AgentDefect"));
    assertThat(seen.otherThan(honest).values())
        .allSatisfy(
            result -> {
              assertThat(result.resource().type()).isEqualTo(type);
              assertThat(result.status()).isIn(Status.UNKNOWN, Status.NOT_APPLICABLE);
            });
    honest
        .results()
        .forEach(
            (key, result) -> {
              if (!result.resource().type().equals(type)) {
                assertThat(seen.results()).containsKey(key);
              }
            });
  }

  private static Evidenced honest(String unit) {
    return Objects.requireNonNull(HONEST.get(unit));
  }

  private static Result named(Evidenced seen, String check, String name) {
    return seen.results().values().stream()
        .filter(one -> one.check().equals(check) && one.resource().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + check + " on " + name));
  }

  private static String version(String policy) {
    return "<GetPolicyVersionResponse><GetPolicyVersionResult><PolicyVersion><Document>"
        + URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20")
        + "</Document><VersionId>v1</VersionId></PolicyVersion></GetPolicyVersionResult></GetPolicyVersionResponse>";
  }

  private static String groups(String items) {
    return "<DescribeSecurityGroupsResponse><securityGroupInfo>"
        + items
        + "</securityGroupInfo></DescribeSecurityGroupsResponse>";
  }

  private static String group(String id, String name, String rules) {
    return "<item><groupId>%s</groupId><groupName>%s</groupName><vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId><ipPermissions>%s</ipPermissions></item>"
        .formatted(id, name, rules);
  }
}
