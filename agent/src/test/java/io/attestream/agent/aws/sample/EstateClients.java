package io.attestream.agent.aws.sample;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients that write to a local implementation of the AWS APIs. */
record EstateClients(URI endpoint, SdkHttpClient http) implements AutoCloseable {
  EstateClients(URI endpoint) {
    this(endpoint, ApacheHttpClient.create());
  }

  <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C in(
      String region, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .httpClient(http)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
