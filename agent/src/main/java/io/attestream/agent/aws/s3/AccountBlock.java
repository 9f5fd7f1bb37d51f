package io.attestream.agent.aws.s3;

import io.attestream.agent.aws.scan.UnitScan;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.S3ControlClientBuilder;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;

/** The account's own public access block, which S3 applies on top of every bucket's. */
public final class AccountBlock {
  private final UnitScan scan;
  private @Nullable GetPublicAccessBlockResponse answer;
  private @Nullable SdkException failure;

  private AccountBlock(UnitScan scan) {
    this.scan = scan;
  }

  /** Makes the call at the first use and gives the same answer, or throws the same failure, after. */
  public static Supplier<GetPublicAccessBlockResponse> readOnce(UnitScan scan) {
    return new AccountBlock(scan)::get;
  }

  private synchronized GetPublicAccessBlockResponse get() {
    if (failure != null) {
      throw failure;
    }
    if (answer == null) {
      try {
        answer =
            scan.client(S3ControlClient.class, () -> builder(scan), scan.mainRegion())
                .getPublicAccessBlock(r -> r.accountId(scan.account()));
      } catch (SdkException e) {
        failure = e;
        throw e;
      }
    }
    return answer;
  }

  /** S3 Control puts the account before the host, which a replaced endpoint does not answer to. */
  private static S3ControlClientBuilder builder(UnitScan scan) {
    S3ControlClientBuilder builder = S3ControlClient.builder();
    scan.endpoint().ifPresent(endpoint -> builder.endpointProvider(p -> fixed(endpoint)));
    return builder;
  }

  private static CompletableFuture<Endpoint> fixed(URI endpoint) {
    return CompletableFuture.completedFuture(Endpoint.builder().url(endpoint).build());
  }
}
