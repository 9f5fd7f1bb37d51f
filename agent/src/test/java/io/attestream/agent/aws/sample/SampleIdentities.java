package io.attestream.agent.aws.sample;

import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AlternateContactType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** Who may do what in the sample estate. */
final class SampleIdentities {
  private static final String ADMIN =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
  private static final String REPORTS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],\
      "Resource":["arn:aws:s3:::finance-records","arn:aws:s3:::finance-records/*"]}]}""";
  private static final String DEPLOYER =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PassRole",\
      "lambda:CreateFunction","lambda:InvokeFunction"],"Resource":"*"}]}""";

  private final IamClient iam;

  private SampleIdentities(IamClient iam) {
    this.iam = iam;
  }

  static void create(EstateClients clients) {
    new SampleIdentities(clients.in("us-east-1", IamClient.builder())).create();
    clients
        .in("us-east-1", AccountClient.builder())
        .putAlternateContact(
            r ->
                r.alternateContactType(AlternateContactType.SECURITY)
                    .name("Security")
                    .title("Security team")
                    .emailAddress("security@example.com")
                    .phoneNumber("+10000000000"));
    clients
        .in("us-east-1", OrganizationsClient.builder())
        .createOrganization(r -> r.featureSet("ALL"));
  }

  private void create() {
    iam.updateAccountPasswordPolicy(r -> r.minimumPasswordLength(8).requireSymbols(true));
    user("alice", true, true);
    user("bob", true, false);
    user("carol", true, true);
    user("break-glass", true, true);
    iam.tagUser(r -> r.userName("break-glass").tags(t -> t.key("break-glass").value("true")));
    user("ci-deploy", false, false);
    iam.createAccessKey(r -> r.userName("ci-deploy"));
    iam.createAccessKey(r -> r.userName("alice"));
    iam.putUserPolicy(
        r -> r.userName("bob").policyName("temporary-everything").policyDocument(ADMIN));
    policy("reports-read", REPORTS);
    String legacy = policy("legacy-admin", ADMIN);
    String deployer = policy("deployer", DEPLOYER);
    iam.attachUserPolicy(r -> r.userName("ci-deploy").policyArn(deployer));
    role("app", "{\"Service\":\"ec2.amazonaws.com\"}", "sts:AssumeRole", "{}");
    role(
        "vendor-monitoring",
        "{\"AWS\":\"arn:aws:iam::210987654321:root\"}",
        "sts:AssumeRole",
        "{}");
    role(
        "vendor-backup",
        "{\"AWS\":\"arn:aws:iam::310987654321:root\"}",
        "sts:AssumeRole",
        "{\"StringEquals\":{\"sts:ExternalId\":\"c-4711\"}}");
    role(
        "code-deploy",
        "{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com\"}",
        "sts:AssumeRoleWithWebIdentity",
        "{\"StringEquals\":{\"token.actions.githubusercontent.com:aud\":\"sts.amazonaws.com\"}}");
    role("migration", "{\"AWS\":\"*\"}", "sts:AssumeRole", "{}");
    role("operator", "{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "sts:AssumeRole", "{}");
    iam.attachRolePolicy(r -> r.roleName("operator").policyArn(legacy));
    iam.attachRolePolicy(
        r -> r.roleName("operator").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
  }

  private void user(String name, boolean console, boolean mfa) {
    iam.createUser(r -> r.userName(name));
    if (console) {
      iam.createLoginProfile(r -> r.userName(name).password("Not-A-Secret-1"));
    }
    if (mfa) {
      String serial =
          iam.createVirtualMFADevice(r -> r.virtualMFADeviceName(name))
              .virtualMFADevice()
              .serialNumber();
      iam.enableMFADevice(
          r ->
              r.userName(name)
                  .serialNumber(serial)
                  .authenticationCode1("123456")
                  .authenticationCode2("654321"));
    }
  }

  private String policy(String name, String document) {
    return iam.createPolicy(r -> r.policyName(name).policyDocument(document)).policy().arn();
  }

  private void role(String name, String principal, String action, String condition) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,"Action":"%s","Condition":%s}]}"""
            .formatted(principal, action, condition);
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
  }
}
