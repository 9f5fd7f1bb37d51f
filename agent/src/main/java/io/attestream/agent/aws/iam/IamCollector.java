package io.attestream.agent.aws.iam;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.GLOBAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Users, access keys, roles, customer managed policies, SAML providers and server certificates.
 * Added to the listed members: {@code LoginProfile}, {@code MFADevices}, {@code AttachedPolicies},
 * {@code InlinePolicies} (name and document of each), {@code Tags}; {@code AccessKeyLastUsed}; {@code
 * PolicyVersion} (the default version with its {@code Document}).
 */
public final class IamCollector implements ServiceCollector {
  private static final ResourceType USER =
      new ResourceType(
          "aws.iam.user",
          "iam:ListUsers",
          "iam:GetLoginProfile",
          "iam:ListMFADevices",
          "iam:ListAttachedUserPolicies",
          "iam:ListUserPolicies",
          "iam:GetUserPolicy",
          "iam:ListUserTags");
  private static final ResourceType ACCESS_KEY =
      new ResourceType(
          "aws.iam.access-key", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed", "iam:ListUsers");
  private static final ResourceType ROLE =
      new ResourceType(
          "aws.iam.role",
          "iam:ListRoles",
          "iam:GetRole",
          "iam:ListAttachedRolePolicies",
          "iam:ListRolePolicies",
          "iam:GetRolePolicy");
  private static final ResourceType POLICY =
      new ResourceType("aws.iam.policy", "iam:ListPolicies", "iam:GetPolicyVersion");
  private static final ResourceType SAML_PROVIDER =
      new ResourceType("aws.iam.saml-provider", "iam:ListSAMLProviders", "iam:GetSAMLProvider");
  private static final ResourceType SERVER_CERTIFICATE =
      new ResourceType("aws.iam.server-certificate", "iam:ListServerCertificates");

  @Override
  public Placement placement() {
    return GLOBAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(USER, ACCESS_KEY, ROLE, POLICY, SAML_PROVIDER, SERVER_CERTIFICATE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    IamClient iam = scan.client(IamClient.class, IamClient::builder);
    users(scan, iam);
    roles(scan, iam);
    policies(scan, iam);
    samlProviders(scan, iam);
    serverCertificates(scan, iam);
  }

  private void users(UnitScan scan, IamClient iam) throws InterruptedException {
    try (Listing users = scan.listing(USER);
        Listing keys = scan.listing(ACCESS_KEY)) {
      users.forEach(
          iam.listUsersPaginator(),
          ListUsersResponse::users,
          user -> {
            user(users, iam, user);
            keys.forEachWithin(
                iam.listAccessKeysPaginator(r -> r.userName(user.userName())),
                ListAccessKeysResponse::accessKeyMetadata,
                key -> accessKey(keys, iam, user, key));
          });
      keys.doneWith(users);
    }
  }

  private void user(Listing users, IamClient iam, User user) {
    String name = user.userName();
    users
        .draft(user.arn(), name, user)
        .member(
            "iam:GetLoginProfile",
            "LoginProfile",
            () -> iam.getLoginProfile(r -> r.userName(name)),
            "NoSuchEntity")
        .all(
            "iam:ListMFADevices",
            "MFADevices",
            () -> iam.listMFADevicesPaginator(r -> r.userName(name)),
            ListMfaDevicesResponse::mfaDevices)
        .all(
            "iam:ListAttachedUserPolicies",
            "AttachedPolicies",
            () -> iam.listAttachedUserPoliciesPaginator(r -> r.userName(name)),
            ListAttachedUserPoliciesResponse::attachedPolicies)
        .attempt(
            "iam:ListUserPolicies",
            "InlinePolicies",
            () -> {
              List<Object> inline = new ArrayList<>();
              for (String policy :
                  iam.listUserPoliciesPaginator(r -> r.userName(name)).policyNames()) {
                var found = iam.getUserPolicy(r -> r.userName(name).policyName(policy));
                inline.add(Map.of("PolicyName", policy, "PolicyDocument", found.policyDocument()));
              }
              return inline;
            })
        .all(
            "iam:ListUserTags",
            "Tags",
            () -> iam.listUserTagsPaginator(r -> r.userName(name)),
            ListUserTagsResponse::tags)
        .emit();
  }

  private void accessKey(Listing keys, IamClient iam, User user, AccessKeyMetadata key) {
    keys.draft(user.arn() + "/" + key.accessKeyId(), user.userName(), key)
        .member(
            "iam:GetAccessKeyLastUsed",
            "AccessKeyLastUsed",
            () -> iam.getAccessKeyLastUsed(r -> r.accessKeyId(key.accessKeyId())))
        .emit();
  }

  private void roles(UnitScan scan, IamClient iam) throws InterruptedException {
    try (Listing roles = scan.listing(ROLE)) {
      roles.forEach(
          iam.listRolesPaginator(), ListRolesResponse::roles, role -> role(roles, iam, role));
    }
  }

  private void role(Listing roles, IamClient iam, Role role) {
    String name = role.roleName();
    ResourceDraft draft = roles.draft(role.arn(), name, role);
    // ListRoles leaves these out (IAM API reference, ListRoles).
    draft
        .member("iam:GetRole", "Role", () -> iam.getRole(r -> r.roleName(name)))
        .hoist("Role", "RoleLastUsed", "PermissionsBoundary", "Tags")
        .all(
            "iam:ListAttachedRolePolicies",
            "AttachedPolicies",
            () -> iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name)),
            ListAttachedRolePoliciesResponse::attachedPolicies)
        .attempt(
            "iam:ListRolePolicies",
            "InlinePolicies",
            () -> {
              List<Object> inline = new ArrayList<>();
              for (String policy :
                  iam.listRolePoliciesPaginator(r -> r.roleName(name)).policyNames()) {
                var found = iam.getRolePolicy(r -> r.roleName(name).policyName(policy));
                inline.add(Map.of("PolicyName", policy, "PolicyDocument", found.policyDocument()));
              }
              return inline;
            })
        .emit();
  }

  private void policies(UnitScan scan, IamClient iam) throws InterruptedException {
    try (Listing policies = scan.listing(POLICY)) {
      policies.forEach(
          iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL)),
          ListPoliciesResponse::policies,
          policy -> policy(policies, iam, policy));
    }
  }

  private void policy(Listing policies, IamClient iam, Policy policy) {
    policies
        .draft(policy.arn(), policy.policyName(), policy)
        .member(
            "iam:GetPolicyVersion",
            "PolicyVersion",
            () ->
                iam.getPolicyVersion(
                    r -> r.policyArn(policy.arn()).versionId(policy.defaultVersionId())))
        .emit();
  }

  private void samlProviders(UnitScan scan, IamClient iam) throws InterruptedException {
    try (Listing providers = scan.listing(SAML_PROVIDER)) {
      providers.forEach(
          // Not a paginated API; the call is made when the listing begins.
          () -> List.of(iam.listSAMLProviders()).iterator(),
          ListSamlProvidersResponse::samlProviderList,
          provider -> samlProvider(providers, iam, provider));
    }
  }

  /** Its metadata document is large and public; only its presence and dates are kept. */
  private void samlProvider(Listing providers, IamClient iam, SAMLProviderListEntry provider) {
    String name = provider.arn().substring(provider.arn().indexOf('/') + 1);
    providers
        .draft(provider.arn(), name, provider)
        .attempt(
            "iam:GetSAMLProvider",
            "ValidUntil",
            () -> {
              var until = iam.getSAMLProvider(r -> r.samlProviderArn(provider.arn())).validUntil();
              return until == null ? null : until.toString();
            })
        .emit();
  }

  private void serverCertificates(UnitScan scan, IamClient iam) throws InterruptedException {
    try (Listing certificates = scan.listing(SERVER_CERTIFICATE)) {
      certificates.forEach(
          iam.listServerCertificatesPaginator(),
          ListServerCertificatesResponse::serverCertificateMetadataList,
          one -> certificates.draft(one.arn(), one.serverCertificateName(), one).emit());
    }
  }
}
