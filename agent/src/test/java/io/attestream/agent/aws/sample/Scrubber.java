package io.attestream.agent.aws.sample;

import io.attestream.agent.aws.replay.RecordedCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes a recording independent of when and where it was made: times become relative, white space
 * between XML elements goes, request ids are emptied.
 */
final class Scrubber {
  private static final Pattern ISO =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|\\+00:00)?");
  private static final Pattern EPOCH =
      Pattern.compile("(?<![\\w.\"-])(\\d{10})(\\d{3})?(?:\\.\\d+)?(?![\\w.\"-])");
  private static final Pattern REQUEST_ID =
      Pattern.compile("<(RequestId|requestId)>[^<]*</(RequestId|requestId)>");

  /** Text of a call and the age in days of what it answers with; the first match counts. */
  private static final Map<String, String> AGES = new LinkedHashMap<>();

  static {
    AGES.put("Action=ListAccessKeys&Version=2010-05-08&UserName=ci-deploy", "-412d");
    AGES.put("Action=ListAccessKeys", "-40d");
    AGES.put("Action=GetLoginProfile", "-300d");
    AGES.put("Action=ListRoles", "-60d");
    AGES.put("Action=DescribeVolumes", "-200d");
    AGES.put("Action=DescribeImages", "-75d");
  }

  private final Instant recorded;

  Scrubber(Instant recorded) {
    this.recorded = recorded;
  }

  RecordedCall scrub(RecordedCall call) {
    String age =
        AGES.entrySet().stream()
            .filter(entry -> call.call().contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("-30d");
    String body = call.body().replaceAll(">\\s+<", "><").strip();
    body = REQUEST_ID.matcher(body).replaceAll("<$1></$2>");
    if (call.call().contains("Action=ListUsers&")) {
      body = signedIn(signedIn(signedIn(body, "alice", 2), "bob", 1), "carol", 210);
    }
    body = recent(body);
    body = ISO.matcher(body).replaceAll(time -> iso(time.group(), age));
    body = EPOCH.matcher(body).replaceAll(time -> epoch(time, age));
    return new RecordedCall(call.call(), call.status(), call.type(), body);
  }

  /** moto knows of no sign-in to its console. */
  private static String signedIn(String users, String name, int daysAgo) {
    String user = "<UserName>" + name + "</UserName>";
    String at = "<PasswordLastUsed>{{-" + daysAgo + "d}}</PasswordLastUsed>";
    return users.replace(user, user + at);
  }

  /** Times that a check wants to be recent. */
  private static String recent(String body) {
    return body.replaceAll("(<LatestRestorableTime>)[^<]*(</LatestRestorableTime>)", "$1{{-5m}}$2")
        .replaceAll("(\"LatestDelivery(?:Attempt)?Time\": ?)[0-9.]+", "$1{{-1h:s}}");
  }

  private String iso(String time, String age) {
    String instant = time.endsWith("Z") ? time : time.replace("+00:00", "") + "Z";
    return near(Instant.parse(instant)) ? "{{" + age + "}}" : time;
  }

  private String epoch(MatchResult time, String age) {
    boolean millis = time.group(2) != null;
    long seconds = Long.parseLong(time.group(1));
    return near(Instant.ofEpochSecond(seconds))
        ? "{{" + age + (millis ? ":ms" : ":s") + "}}"
        : time.group();
  }

  private boolean near(Instant time) {
    return time.isAfter(recorded.minusSeconds(86_400))
        && time.isBefore(recorded.plusSeconds(86_400));
  }
}
