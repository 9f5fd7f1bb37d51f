package io.attestream.agent.aws.account;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.s3.AccountBlock;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AlternateContactType;
import software.amazon.awssdk.services.account.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The account itself, from IAM, S3 Control and the account service. Members: {@code AccountId},
 * {@code SummaryMap}, {@code PasswordPolicy}, {@code PublicAccessBlockConfiguration} (of the whole
 * account), {@code AlternateContacts} (which are set, true or false by type; no name or address),
 * {@code AdministratorAccess} ({@code Users}, {@code Groups}, {@code Roles} that the AWS managed
 * policy of that name is attached to), {@code RootCredentials} (the root row of the credential
 * report), {@code OpenIDConnectProviderList}.
 */
public final class AccountCollector implements ServiceCollector {
  private static final ResourceType ACCOUNT =
      new ResourceType(
          "aws.account",
          "iam:GetAccountSummary",
          "iam:GetAccountPasswordPolicy",
          "iam:ListEntitiesForPolicy",
          "iam:GenerateCredentialReport",
          "iam:GetCredentialReport",
          "iam:ListOpenIDConnectProviders",
          "s3control:GetPublicAccessBlock",
          "account:GetAlternateContact");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ACCOUNT);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    scan.ofAccount(ACCOUNT, scan.accountArn("iam", "root"), draft -> fill(scan, draft));
  }

  private void fill(UnitScan scan, ResourceDraft draft) {
    IamClient iam = scan.client(IamClient.class, IamClient::builder);
    AccountClient account = scan.client(AccountClient.class, AccountClient::builder);
    draft
        .put("AccountId", scan.account())
        .member("iam:GetAccountSummary", "SummaryMap", iam::getAccountSummary)
        .member(
            "iam:GetAccountPasswordPolicy",
            "PasswordPolicy",
            iam::getAccountPasswordPolicy,
            "NoSuchEntity")
        .attempt(
            "iam:ListEntitiesForPolicy",
            "AdministratorAccess",
            () -> administrators(iam, scan.partition()))
        .attempt("iam:GetCredentialReport", "RootCredentials", () -> RootCredentials.read(iam))
        .member(
            "iam:ListOpenIDConnectProviders",
            "OpenIDConnectProviderList",
            iam::listOpenIDConnectProviders)
        .member(
            "s3control:GetPublicAccessBlock",
            "PublicAccessBlockConfiguration",
            AccountBlock.readOnce(scan),
            "NoSuchPublicAccessBlockConfiguration")
        .attempt("account:GetAlternateContact", "AlternateContacts", () -> contacts(account))
        .emit();
  }

  private static Map<String, Object> administrators(IamClient iam, String partition) {
    TreeSet<String> users = new TreeSet<>();
    TreeSet<String> groups = new TreeSet<>();
    TreeSet<String> roles = new TreeSet<>();
    iam.listEntitiesForPolicyPaginator(
            r -> r.policyArn("arn:" + partition + ":iam::aws:policy/AdministratorAccess"))
        .forEach(
            page -> {
              page.policyUsers().forEach(user -> users.add(user.userName()));
              page.policyGroups().forEach(group -> groups.add(group.groupName()));
              page.policyRoles().forEach(role -> roles.add(role.roleName()));
            });
    return Map.of(
        "Users", List.copyOf(users), "Groups", List.copyOf(groups), "Roles", List.copyOf(roles));
  }

  private static Map<String, Object> contacts(AccountClient account) {
    Map<String, Object> set = new LinkedHashMap<>();
    for (AlternateContactType type : AlternateContactType.knownValues()) {
      set.put(type.toString(), isSet(account, type));
    }
    return set;
  }

  private static boolean isSet(AccountClient account, AlternateContactType type) {
    try {
      account.getAlternateContact(r -> r.alternateContactType(type));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }
}
