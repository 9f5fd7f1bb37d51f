package io.attestream.agent.aws.scan;

import io.attestream.agent.aws.pace.PacingInterceptor;
import io.attestream.agent.aws.pace.RateBudgets;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** The SDK clients of one account, one per service and region, all on one HTTP client. */
public final class Clients implements AutoCloseable {
  private final String account;
  private final String partition;
  private final Settings settings;
  private final AwsCredentialsProvider credentials;
  private final ConcurrentMap<String, SdkClient> clients = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Outage> outages = new ConcurrentHashMap<>();

  /**
   * What the clients of all accounts share.
   *
   * @param endpoint replaces every endpoint; {@code null} for AWS's own
   * @param retry whether failed calls are tried again
   */
  public record Settings(
      SdkHttpClient http,
      @Nullable URI endpoint,
      Duration callTimeout,
      RateBudgets budgets,
      boolean retry) {}

  public Clients(
      String account, String partition, AwsCredentialsProvider credentials, Settings settings) {
    this.account = account;
    this.partition = partition;
    this.credentials = credentials;
    this.settings = settings;
  }

  /** The client of a service in a region, made at its first use. */
  public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient> C get(
      Class<C> type, Supplier<B> builder, Region region) {
    return type.cast(
        clients.computeIfAbsent(
            type.getName() + "@" + region.id(), key -> build(builder.get(), region)));
  }

  public String account() {
    return account;
  }

  public String partition() {
    return partition;
  }

  public Optional<URI> endpoint() {
    return Optional.ofNullable(settings.endpoint());
  }

  /** Where account-wide services of the partition answer. */
  public String mainRegion() {
    return switch (partition) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C build(B builder, Region region) {
    builder.region(region).credentialsProvider(credentials).httpClient(settings.http());
    builder.overrideConfiguration(
        override -> {
          override.apiCallTimeout(settings.callTimeout());
          override.retryStrategy(
              settings.retry()
                  ? AwsRetryStrategy.adaptiveRetryStrategy()
                  : AwsRetryStrategy.doNotRetry());
          override.addExecutionInterceptor(new AnswerLimit());
          if (settings.retry()) {
            override.addExecutionInterceptor(
                outages.computeIfAbsent(
                    region.id(), id -> new Outage(settings.budgets().nanoTime())));
          }
          override.addExecutionInterceptor(
              new PacingInterceptor(settings.budgets(), account, region.id()));
        });
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return builder.build();
  }
}
