package io.attestream.agent.config;

import java.util.List;

/** One set of AWS credentials and the accounts reached with them. */
public record AwsSection(
    @Key(
            doc = "Regions to cover; empty for every region that the account has enabled.",
            pattern = REGION)
        List<String> regions,
    @Key(doc = "Regions never to cover.", pattern = REGION) List<String> excludeRegions,
    @Key(doc = "Whether the account of the credentials themselves is covered.", def = "true")
        boolean ownAccount,
    @Key(doc = "Roles to assume, one for each further account.") List<RoleSection> roles,
    @Key(
            doc =
                "Endpoint of all services, for a local implementation of the AWS APIs; empty for $AWS_ENDPOINT_URL or AWS.",
            pattern = "(https?://.+)?")
        String endpoint,
    @Key(
            doc =
                "Most calls a second for each account, region and API; halved while AWS throttles.",
            def = "20",
            min = 1,
            max = 1_000)
        int callsPerSecond,
    @Key(doc = "Resources that are read at the same time.", def = "8", min = 1, max = 64)
        int concurrency,
    @Key(
            doc =
                "Recorded answers to use instead of AWS: a directory, or classpath:sample/aws for the bundled sample.")
        String replay) {
  private static final String REGION = "[a-z]+(-[a-z]+)+-[0-9]+";

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
    excludeRegions = List.copyOf(excludeRegions);
    roles = List.copyOf(roles);
    if (!ownAccount && roles.isEmpty()) {
      throw new IllegalArgumentException("neither ownAccount nor a role is given");
    }
  }

  public static AwsSection defaults() {
    return new AwsSection(List.of(), List.of(), true, List.of(), "", 20, 8, "");
  }

  public AwsSection withReplay(String location) {
    return new AwsSection(
        regions,
        excludeRegions,
        ownAccount,
        roles,
        endpoint,
        callsPerSecond,
        concurrency,
        location);
  }
}
