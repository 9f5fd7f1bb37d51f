package io.attestream.agent.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is read.
 *
 * @param ownAccount whether the account of the default credentials is scanned; roles are assumed
 *     with those credentials in any case
 * @param roles further accounts, each by a role
 * @param regionsAllowed regions to scan; empty means all that the account has enabled
 * @param regionsDenied regions never to scan
 * @param endpoint replaces every service's endpoint ({@code AWS_ENDPOINT_URL}); buckets are then
 *     addressed by path
 * @param callsPerSecond upper bound per account, region and API; halved while AWS throttles
 * @param concurrency resources that are read at the same time
 * @param callTimeout bound of one call with its retries
 * @param replay where recorded answers stand ({@code classpath:sample/aws} or a directory); no
 *     network is used then
 */
public record AwsConfig(
    boolean ownAccount,
    List<AssumedRole> roles,
    List<String> regionsAllowed,
    List<String> regionsDenied,
    @Nullable URI endpoint,
    int callsPerSecond,
    int concurrency,
    Duration callTimeout,
    @Nullable String replay) {

  /** The bundled sample estate. */
  public static final String SAMPLE = "classpath:sample/aws";

  public AwsConfig {
    roles = List.copyOf(roles);
    regionsAllowed = List.copyOf(regionsAllowed);
    regionsDenied = List.copyOf(regionsDenied);
    require(ownAccount || !roles.isEmpty(), "neither the own account nor a role is given");
    require(callsPerSecond >= 1 && callsPerSecond <= 1000, "callsPerSecond must be 1 to 1000");
    require(concurrency >= 1 && concurrency <= 64, "concurrency must be 1 to 64");
    require(callTimeout.toSeconds() >= 1, "callTimeout must be at least 1 s");
  }

  /**
   * A further account.
   *
   * @param roleArn {@code arn:aws:iam::<account>:role/<name>}
   * @param externalId what the role's trust policy asks for
   */
  public record AssumedRole(String roleArn, @Nullable String externalId) {
    private static final Pattern ARN =
        Pattern.compile("arn:(aws|aws-cn|aws-us-gov):iam::(\\d{12}):role/[\\w+=,.@/-]{1,512}");

    public AssumedRole {
      require(ARN.matcher(roleArn).matches(), "'" + roleArn + "' is not the ARN of a role");
    }

    String account() {
      return roleArn.split(":", -1)[4];
    }

    String partition() {
      return roleArn.split(":", -1)[1];
    }
  }

  /** The own account, every enabled region, AWS's own endpoints. */
  public static AwsConfig defaults() {
    return new AwsConfig(
        true, List.of(), List.of(), List.of(), null, 20, 8, Duration.ofSeconds(60), null);
  }

  /** Recorded answers instead of AWS. */
  public static AwsConfig replay(String location) {
    return new AwsConfig(
        true, List.of(), List.of(), List.of(), null, 1000, 8, Duration.ofSeconds(60), location);
  }

  public AwsConfig withEndpoint(URI to) {
    return new AwsConfig(
        ownAccount,
        roles,
        regionsAllowed,
        regionsDenied,
        to,
        callsPerSecond,
        concurrency,
        callTimeout,
        replay);
  }

  public AwsConfig withRegions(List<String> allowed) {
    return new AwsConfig(
        ownAccount,
        roles,
        allowed,
        regionsDenied,
        endpoint,
        callsPerSecond,
        concurrency,
        callTimeout,
        replay);
  }

  public AwsConfig withRoles(List<AssumedRole> assumed) {
    return new AwsConfig(
        ownAccount,
        assumed,
        regionsAllowed,
        regionsDenied,
        endpoint,
        callsPerSecond,
        concurrency,
        callTimeout,
        replay);
  }

  boolean wants(String region) {
    return (regionsAllowed.isEmpty() || regionsAllowed.contains(region))
        && !regionsDenied.contains(region);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("aws: " + otherwise);
    }
  }
}
