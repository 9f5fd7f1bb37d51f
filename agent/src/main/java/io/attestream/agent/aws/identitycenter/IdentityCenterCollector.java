package io.attestream.agent.aws.identitycenter;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.identitystore.IdentitystoreClient;
import software.amazon.awssdk.services.identitystore.model.ListUsersResponse;
import software.amazon.awssdk.services.identitystore.model.ResourceType;
import software.amazon.awssdk.services.identitystore.model.User;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.ListInstancesResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsResponse;

/**
 * IAM Identity Center, in the region that it lives in. Permission sets: members {@code
 * PermissionSet}, {@code ManagedPolicies} (names), and for those that hold {@code AdministratorAccess}
 * {@code Assignments} (account, kind and id of the principal). Users: {@code UserName} and {@code
 * UserStatus}; nothing else about a person is kept.
 */
public final class IdentityCenterCollector implements ServiceCollector {
  private static final ResourceType SET =
      new ResourceType(
          "aws.identitycenter.permission-set",
          "sso:ListInstances",
          "sso:ListPermissionSets",
          "sso:DescribePermissionSet",
          "sso:ListManagedPoliciesInPermissionSet",
          "sso:ListAccountsForProvisionedPermissionSet",
          "sso:ListAccountAssignments");
  private static final ResourceType USER =
      new ResourceType("aws.identitycenter.user", "sso:ListInstances", "identitystore:ListUsers");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(SET, USER);
  }

  private static final String ADMINISTRATOR = "AdministratorAccess";

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    SsoAdminClient sso = scan.client(SsoAdminClient.class, SsoAdminClient::builder);
    IdentitystoreClient store =
        scan.client(IdentitystoreClient.class, IdentitystoreClient::builder);
    try (Listing sets = scan.listing(SET)) {
      sets.forEach(
          sso.listInstancesPaginator(r -> {}),
          ListInstancesResponse::instances,
          instance ->
              sets.forEachWithin(
                  sso.listPermissionSetsPaginator(r -> r.instanceArn(instance.instanceArn())),
                  ListPermissionSetsResponse::permissionSets,
                  arn -> set(sets, sso, instance.instanceArn(), arn)));
    }
    try (Listing users = scan.listing(USER)) {
      users.forEach(
          sso.listInstancesPaginator(r -> {}),
          ListInstancesResponse::instances,
          instance ->
              users.forEachWithin(
                  store.listUsersPaginator(r -> r.identityStoreId(instance.identityStoreId())),
                  ListUsersResponse::users,
                  user -> user(scan, users, instance.identityStoreId(), user)));
    }
  }

  private static void set(Listing sets, SsoAdminClient sso, String instance, String arn) {
    ResourceDraft draft = sets.draft(arn, arn.substring(arn.lastIndexOf('/') + 1));
    draft
        .member(
            "sso:DescribePermissionSet",
            "PermissionSet",
            () -> sso.describePermissionSet(r -> r.instanceArn(instance).permissionSetArn(arn)))
        .attempt(
            "sso:ListManagedPoliciesInPermissionSet",
            "ManagedPolicies",
            () ->
                sso
                    .listManagedPoliciesInPermissionSetPaginator(
                        r -> r.instanceArn(instance).permissionSetArn(arn))
                    .attachedManagedPolicies()
                    .stream()
                    .map(policy -> policy.name())
                    .toList());
    if (draft.get("ManagedPolicies") instanceof List<?> policies
        && policies.contains(ADMINISTRATOR)) {
      draft.attempt(
          "sso:ListAccountAssignments", "Assignments", () -> assignments(sso, instance, arn));
    }
    draft.emit();
  }

  private static List<Object> assignments(SsoAdminClient sso, String instance, String set) {
    List<Object> assignments = new ArrayList<>();
    for (String account :
        sso.listAccountsForProvisionedPermissionSetPaginator(
                r -> r.instanceArn(instance).permissionSetArn(set))
            .accountIds()) {
      sso.listAccountAssignmentsPaginator(
              r -> r.instanceArn(instance).permissionSetArn(set).accountId(account))
          .accountAssignments()
          .forEach(
              one ->
                  assignments.add(
                      Map.of(
                          "AccountId", account,
                          "PrincipalType", one.principalTypeAsString(),
                          "PrincipalId", one.principalId())));
    }
    return assignments;
  }

  private static void user(UnitScan scan, Listing users, String store, User user) {
    String id =
        "arn:" + scan.partition() + ":identitystore::" + scan.account() + ":identitystore/" + store;
    ResourceDraft draft =
        users
            .draft(id + "/user/" + user.userId(), user.userName())
            .put("UserName", user.userName());
    if (user.userStatus() != null) {
      draft.put("UserStatus", user.userStatusAsString());
    }
    draft.emit();
  }
}
