package io.attestream.agent.aws.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.User;

final class PojoDocumentTest {
  @Test
  void membersHaveTheModelsOwnNamesAndInstantsAreText() {
    User user =
        User.builder()
            .userName("alice")
            .createDate(Instant.parse("2026-01-02T03:04:05.678Z"))
            .build();
    assertThat(PojoDocument.of(user))
        .isEqualTo(Map.of("UserName", "alice", "CreateDate", "2026-01-02T03:04:05.678Z"));
  }

  @Test
  void anEmptyListIsKeptAndAnAbsentOneIsNot() {
    SecurityGroup group = SecurityGroup.builder().groupId("sg-1").ipPermissions(List.of()).build();
    assertThat(PojoDocument.of(group))
        .isEqualTo(Map.of("GroupId", "sg-1", "IpPermissions", List.of()));
  }

  @Test
  void nestedObjectsIntegersAndMapsAreKept() {
    SecurityGroup group =
        SecurityGroup.builder()
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(22)
                    .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                    .build())
            .build();
    assertThat(PojoDocument.of(group).get("IpPermissions"))
        .isEqualTo(
            List.of(
                Map.of(
                    "IpProtocol",
                    "tcp",
                    "FromPort",
                    22L,
                    "IpRanges",
                    List.of(Map.of("CidrIp", "0.0.0.0/0")))));
    var summary =
        GetAccountSummaryResponse.builder().summaryMapWithStrings(Map.of("Users", 3)).build();
    assertThat(PojoDocument.of(summary)).isEqualTo(Map.of("SummaryMap", Map.of("Users", 3L)));
  }

  @Test
  void decimalsAreText() {
    assertThat(PojoDocument.of(MetricAlarm.builder().threshold(0.50).period(60).build()))
        .isEqualTo(Map.of("Threshold", "0.5", "Period", 60L));
  }

  @Test
  void bytesAreBase64AndBounded() {
    assertThat(PojoDocument.of(report("user,arn"))).containsEntry("Content", "dXNlcixhcm4=");
    assertThat(PojoDocument.of(report("x".repeat(65 * 1024)))).doesNotContainKey("Content");
  }

  private static GetCredentialReportResponse report(String text) {
    return GetCredentialReportResponse.builder().content(SdkBytes.fromUtf8String(text)).build();
  }
}
