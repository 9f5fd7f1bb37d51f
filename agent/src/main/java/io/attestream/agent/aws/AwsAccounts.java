package io.attestream.agent.aws;

import io.attestream.agent.aws.AwsConfig.AssumedRole;
import io.attestream.agent.aws.pace.RateBudgets;
import io.attestream.agent.aws.replay.ReplayHttpClient;
import io.attestream.agent.aws.scan.Clients;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Finds the accounts of a configuration and owns their clients and credentials. */
final class AwsAccounts implements AutoCloseable {
  private static final URI NOWHERE = URI.create("http://replay.invalid");

  private final AwsConfig config;
  private final Clients.Settings settings;
  private final AwsCredentialsProvider credentials;
  private final Clients own;
  private final String session;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private List<AwsAccount> accounts = List.of();

  private AwsAccounts(
      AwsConfig config,
      Clients.Settings settings,
      AwsCredentialsProvider credentials,
      String session) {
    this.config = config;
    this.settings = settings;
    this.credentials = credentials;
    this.session = session;
    this.own = new Clients("own", "aws", credentials, settings);
  }

  static SdkHttpClient http(AwsConfig config, Clock clock) {
    return config.replay() == null
        ? network(config)
        : ReplayHttpClient.open(config.replay(), clock);
  }

  static AwsAccounts open(AwsConfig config, SdkHttpClient http, RandomGenerator random) {
    String replay = config.replay();
    AwsCredentialsProvider credentials =
        replay == null
            ? DefaultCredentialsProvider.builder().build()
            : StaticCredentialsProvider.create(AwsBasicCredentials.create("replay", "replay"));
    Clients.Settings settings =
        new Clients.Settings(
            http,
            replay == null ? config.endpoint() : NOWHERE,
            config.callTimeout(),
            new RateBudgets(config.callsPerSecond(), System::nanoTime, random),
            replay == null);
    String session = "attestream-" + Long.toHexString(random.nextLong() >>> 16);
    return new AwsAccounts(config, settings, credentials, session);
  }

  /**
   * The accounts, found once.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the own identity is not told
   */
  synchronized List<AwsAccount> all() {
    if (accounts.isEmpty()) {
      List<AwsAccount> found = new ArrayList<>();
      if (config.ownAccount()) {
        found.add(ownAccount());
      }
      config.roles().forEach(role -> found.add(assumed(role)));
      accounts = List.copyOf(found);
    }
    return accounts;
  }

  /** How many calls were made so far, by operation. */
  SortedMap<String, Long> calls() {
    return settings.budgets().calls();
  }

  @Override
  public synchronized void close() {
    accounts.forEach(account -> account.clients().close());
    own.close();
    settings.http().close();
    for (AutoCloseable one : opened) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing credentials", e);
      }
    }
  }

  private AwsAccount ownAccount() {
    var identity = sts().getCallerIdentity();
    String partition = identity.arn().split(":", -1)[1];
    return account(identity.account(), partition, credentials);
  }

  /** The role is assumed at the first call, so that a refused role gives UNKNOWN and no silence. */
  private AwsAccount assumed(AssumedRole role) {
    StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts())
            .refreshRequest(
                request ->
                    request
                        .roleArn(role.roleArn())
                        .roleSessionName(session)
                        .externalId(role.externalId()))
            .build();
    opened.add(provider);
    return account(role.account(), role.partition(), provider);
  }

  private AwsAccount account(String id, String partition, AwsCredentialsProvider with) {
    return new AwsAccount(id, new Clients(id, partition, with, settings));
  }

  private StsClient sts() {
    String region =
        config.roles().isEmpty() ? "us-east-1" : home(config.roles().get(0).partition());
    return own.get(StsClient.class, StsClient::builder, Region.of(region));
  }

  private static String home(String partition) {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  private static SdkHttpClient network(AwsConfig config) {
    return ApacheHttpClient.builder()
        .maxConnections(config.concurrency() * 4)
        .connectionTimeout(Duration.ofSeconds(5))
        .socketTimeout(Duration.ofSeconds(20))
        .build();
  }
}
