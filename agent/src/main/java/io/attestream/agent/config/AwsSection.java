package io.attestream.agent.config;

import java.util.List;

/** One set of AWS credentials and the accounts reached with them. */
public record AwsSection(
    @Key(doc = "Regions to cover; empty for every region that the account has enabled.")
        List<String> regions,
    @Key(doc = "Roles to assume, one for each further account; empty for the credentials' own account.")
        List<RoleSection> roles,
    @Key(doc = "Named profile; empty for the SDK's default credentials chain.") String profile,
    @Key(
            doc = "Endpoint of all services, for a local implementation of the AWS APIs.",
            pattern = "(https?://.+)?")
        String endpoint) {
  /** A role in another account. */
  public record RoleSection(
      @Key(
              doc = "ARN of the role.",
              required = true,
              pattern = "arn:[a-z-]+:iam::[0-9]{12}:role/.+")
          String arn,
      @Key(doc = "External id that the role's trust policy asks for.") String externalId) {}

  public AwsSection {
    regions = List.copyOf(regions);
    roles = List.copyOf(roles);
  }

  public static AwsSection defaults() {
    return new AwsSection(List.of(), List.of(), "", "");
  }
}
