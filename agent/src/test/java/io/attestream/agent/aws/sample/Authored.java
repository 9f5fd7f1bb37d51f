package io.attestream.agent.aws.sample;

import io.attestream.agent.aws.replay.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers written by hand, in the form that the API references give, for calls that moto does not
 * implement or answers with less than AWS does.
 */
final class Authored {
  private static final String XML = "text/xml";
  private static final String JSON = "application/x-amz-json-1.1";
  private static final Map<String, RecordedCall> BY_TEXT = new LinkedHashMap<>();

  static {
    ec2(
        "Action=DescribeRegions",
        "<regionInfo>" + region("eu-central-1") + region("us-east-1") + "</regionInfo>");
    ec2(
        "eu-central-1 POST / - Action=GetSerialConsoleAccessStatus",
        "<serialConsoleAccessEnabled>false</serialConsoleAccessEnabled>");
    ec2(
        "us-east-1 POST / - Action=GetSerialConsoleAccessStatus",
        "<serialConsoleAccessEnabled>true</serialConsoleAccessEnabled>");
    ec2(
        "eu-central-1 POST / - Action=GetImageBlockPublicAccessState",
        "<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState>");
    ec2(
        "us-east-1 POST / - Action=GetImageBlockPublicAccessState",
        "<imageBlockPublicAccessState>unblocked</imageBlockPublicAccessState>");
    ec2("Action=GetSnapshotBlockPublicAccessState", "<state>unblocked</state>");
    ec2("Action=GetAllowedImagesSettings", "<state>disabled</state>");
    json(
        "cloudtrail us-east-1 POST / com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents {\"LookupAttributes\":[{\"AttributeKey\":\"EventName\",\"AttributeValue\":\"StopConfigurationRecorder\"",
        "{\"Events\":[{\"EventId\":\"7a4c1f\",\"EventName\":\"StopConfigurationRecorder\",\"EventTime\":{{-12d:s}}}]}");
    json("CloudTrail_20131101.LookupEvents", "{\"Events\":[]}");
    json(
        "POST /standards/get",
        "{\"StandardsSubscriptions\":[{\"StandardsSubscriptionArn\":\"arn:aws:securityhub:eu-central-1:123456789012:subscription/aws-foundational-security-best-practices/v/1.0.0\",\"StandardsArn\":\"arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0\",\"StandardsInput\":{},\"StandardsStatus\":\"READY\"}]}");
    json(
        "/findings/get",
        "{\"findings\":[{\"id\":\"4fc2a1\",\"type\":\"UnauthorizedAccess:EC2/SSHBruteForce\",\"severity\":8,\"createdAt\":\"{{-19d}}\",\"updatedAt\":\"{{-2d}}\"}]}");
    json("guardduty eu-central-1 POST /detector/", "{\"findingIds\":[\"4fc2a1\"]}");
    xml(
        "Action=ListOrganizationsFeatures",
        "<ListOrganizationsFeaturesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListOrganizationsFeaturesResult><OrganizationId>o-a1b2c3d4e5</OrganizationId><EnabledFeatures><member>RootSessions</member></EnabledFeatures></ListOrganizationsFeaturesResult></ListOrganizationsFeaturesResponse>");
    xml(
        "Action=GenerateCredentialReport",
        "<GenerateCredentialReportResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GenerateCredentialReportResult><State>COMPLETE</State></GenerateCredentialReportResult></GenerateCredentialReportResponse>");
    xml(
        "Action=GetCredentialReport",
        "<GetCredentialReportResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetCredentialReportResult><Content>"
            + report()
            + "</Content><ReportFormat>text/csv</ReportFormat></GetCredentialReportResult></GetCredentialReportResponse>");
    xml("GET /marketing-site?policyStatus", status(true));
    xml("?policyStatus", status(false));
    ec2("Action=DescribeClientVpnEndpoints", "<clientVpnEndpoint/>");
    xml(
        "Action=DescribeLoadBalancerAttributes",
        "<DescribeLoadBalancerAttributesResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><DescribeLoadBalancerAttributesResult><Attributes>"
            + attribute("access_logs.s3.enabled", false)
            + attribute("deletion_protection.enabled", true)
            + attribute("routing.http.drop_invalid_header_fields.enabled", false)
            + "</Attributes></DescribeLoadBalancerAttributesResult></DescribeLoadBalancerAttributesResponse>");
    xml(
        "Action=DescribeDBMajorEngineVersions",
        "<DescribeDBMajorEngineVersionsResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><DescribeDBMajorEngineVersionsResult><DBMajorEngineVersions>"
            + engine("postgres", "13", "2026-02-28T23:59:59Z")
            + engine("mysql", "8.0", "2036-07-31T23:59:59Z")
            + "</DBMajorEngineVersions></DescribeDBMajorEngineVersionsResult></DescribeDBMajorEngineVersionsResponse>");
    AuthoredServices.JSON.forEach(Authored::json);
  }

  private Authored() {}

  /** The answer to a call; empty where moto's own is good. */
  static Optional<RecordedCall> to(String call) {
    return BY_TEXT.entrySet().stream()
        .filter(entry -> call.contains(entry.getKey()))
        .findFirst()
        .map(entry -> entry.getValue())
        .map(own -> new RecordedCall(call, own.status(), own.type(), own.body()));
  }

  private static void ec2(String text, String members) {
    String action = text.replaceAll(".*Action=", "");
    xml(
        text,
        "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId></requestId>%s</%sResponse>"
            .formatted(action, members, action));
  }

  private static void xml(String text, String body) {
    BY_TEXT.put(text, new RecordedCall(text, 200, XML, body));
  }

  private static void json(String text, String body) {
    BY_TEXT.put(text, new RecordedCall(text, 200, JSON, body));
  }

  private static String region(String name) {
    return "<item><regionName>%s</regionName><regionEndpoint>ec2.%s.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>"
        .formatted(name, name);
  }

  private static String attribute(String key, boolean value) {
    return "<member><Key>%s</Key><Value>%s</Value></member>".formatted(key, value);
  }

  private static String engine(String name, String version, String end) {
    return "<DBMajorEngineVersion><Engine>%s</Engine><MajorEngineVersion>%s</MajorEngineVersion><SupportedEngineLifecycles><SupportedEngineLifecycle><LifecycleSupportName>open-source-rds-standard-support</LifecycleSupportName><LifecycleSupportStartDate>2021-01-01T00:00:00Z</LifecycleSupportStartDate><LifecycleSupportEndDate>%s</LifecycleSupportEndDate></SupportedEngineLifecycle></SupportedEngineLifecycles></DBMajorEngineVersion>"
        .formatted(name, version, end);
  }

  private static String status(boolean open) {
    return "<PolicyStatus xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsPublic>%s</IsPublic></PolicyStatus>"
        .formatted(open ? "TRUE" : "FALSE");
  }

  /** Columns of the credential report (IAM User Guide). */
  private static String report() {
    String csv =
        """
        user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
        <root_account>,arn:aws:iam::123456789012:root,2021-03-01T09:00:00+00:00,not_supported,no_information,not_supported,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
        """;
    return Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
  }
}
