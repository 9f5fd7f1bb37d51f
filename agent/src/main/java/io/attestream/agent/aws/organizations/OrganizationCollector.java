package io.attestream.agent.aws.organizations;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.Once;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.EffectivePolicyType;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * The organization as this account sees it. Members: {@code Organization} (absent when the account
 * is in none), {@code IsManagementAccount}, {@code EffectiveTagPolicy} (JSON text; absent when there is none); in the
 * management account also {@code OrganizationalUnits} (each with {@code Accounts}, and {@code Policies}, the names of the service control policies
 * attached), {@code ServiceControlPolicies} (name and content), {@code ResourceControlPolicies}
 * (names) and {@code EnabledFeatures} of IAM's root access management.
 */
public final class OrganizationCollector implements ServiceCollector {
  private static final ResourceType ORGANIZATION =
      new ResourceType(
          "aws.organizations.organization",
          "organizations:DescribeOrganization",
          "organizations:ListRoots",
          "organizations:ListOrganizationalUnitsForParent",
          "organizations:ListPoliciesForTarget",
          "organizations:ListPolicies",
          "organizations:DescribePolicy",
          "organizations:DescribeEffectivePolicy",
          "organizations:ListAccountsForParent",
          "iam:ListOrganizationsFeatures");
  private static final int MAX_UNITS = 2000;

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(ORGANIZATION);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    OrganizationsClient organizations =
        scan.client(OrganizationsClient.class, OrganizationsClient::builder);
    scan.ofAccount(
        ORGANIZATION,
        scan.accountArn("organizations", "membership"),
        draft -> fill(scan, organizations, draft));
  }

  private void fill(UnitScan scan, OrganizationsClient organizations, ResourceDraft draft) {
    Once<Organization> organization =
        new Once<>(() -> organizations.describeOrganization().organization());
    draft
        .attempt(
            "organizations:DescribeOrganization",
            "Organization",
            () -> {
              Map<String, Object> found = PojoDocument.of(organization.get());
              found.remove("MasterAccountEmail");
              return found;
            },
            "AWSOrganizationsNotInUseException"::equals)
        .attempt(
            "organizations:DescribeOrganization",
            "IsManagementAccount",
            () -> scan.account().equals(organization.get().masterAccountId()),
            "AWSOrganizationsNotInUseException"::equals);
    if (draft.get("Organization") != null) {
      draft.attempt(
          "organizations:DescribeEffectivePolicy",
          "EffectiveTagPolicy",
          () ->
              organizations
                  .describeEffectivePolicy(r -> r.policyType(EffectivePolicyType.TAG_POLICY))
                  .effectivePolicy()
                  .policyContent(),
          code ->
              code.equals("EffectivePolicyNotFoundException")
                  || code.equals("PolicyTypeNotEnabledException"));
      if (Boolean.TRUE.equals(draft.get("IsManagementAccount"))) {
        management(scan, organizations, draft);
      }
    }
    draft.emit();
  }

  private void management(UnitScan scan, OrganizationsClient organizations, ResourceDraft draft) {
    IamClient iam = scan.client(IamClient.class, IamClient::builder);
    draft
        .attempt(
            "organizations:ListPoliciesForTarget",
            "OrganizationalUnits",
            () -> units(organizations))
        .attempt(
            "organizations:ListPolicies", "ServiceControlPolicies", () -> policies(organizations))
        .attempt(
            "organizations:ListPolicies",
            "ResourceControlPolicies",
            () ->
                organizations
                    .listPoliciesPaginator(r -> r.filter(PolicyType.RESOURCE_CONTROL_POLICY))
                    .stream()
                    .flatMap(page -> page.policies().stream())
                    .map(policy -> policy.name())
                    .toList(),
            "PolicyTypeNotEnabledException"::equals)
        .attempt(
            "iam:ListOrganizationsFeatures",
            "EnabledFeatures",
            () -> iam.listOrganizationsFeatures(r -> {}).enabledFeaturesAsStrings(),
            "ServiceAccessNotEnabledException"::equals);
  }

  private static List<Object> units(OrganizationsClient organizations) {
    Deque<String> parents = new ArrayDeque<>();
    organizations
        .listRootsPaginator()
        .forEach(page -> page.roots().forEach(root -> parents.add(root.id())));
    List<Object> units = new ArrayList<>();
    while (!parents.isEmpty() && units.size() < MAX_UNITS) {
      String parent = parents.remove();
      List<OrganizationalUnit> children =
          organizations.listOrganizationalUnitsForParentPaginator(r -> r.parentId(parent)).stream()
              .flatMap(page -> page.organizationalUnits().stream())
              .toList();
      for (OrganizationalUnit unit : children) {
        parents.add(unit.id());
        List<String> policies =
            organizations
                .listPoliciesForTargetPaginator(
                    r -> r.targetId(unit.id()).filter(PolicyType.SERVICE_CONTROL_POLICY))
                .stream()
                .flatMap(page -> page.policies().stream())
                .map(policy -> policy.name())
                .toList();
        List<String> accounts =
            organizations.listAccountsForParentPaginator(r -> r.parentId(unit.id())).stream()
                .flatMap(page -> page.accounts().stream())
                .map(account -> account.id())
                .toList();
        units.add(
            Map.of(
                "Id", unit.id(), "Name", unit.name(), "Policies", policies, "Accounts", accounts));
      }
    }
    return units;
  }

  private static List<Object> policies(OrganizationsClient organizations) {
    List<Object> policies = new ArrayList<>();
    organizations.listPoliciesPaginator(r -> r.filter(PolicyType.SERVICE_CONTROL_POLICY)).stream()
        .flatMap(page -> page.policies().stream())
        .forEach(
            policy ->
                policies.add(
                    Map.of(
                        "Name",
                        policy.name(),
                        "Content",
                        organizations
                            .describePolicy(r -> r.policyId(policy.id()))
                            .policy()
                            .content())));
    return policies;
  }
}
