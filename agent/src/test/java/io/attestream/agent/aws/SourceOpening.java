package io.attestream.agent.aws;

import io.attestream.agent.resource.ResourceSource;
import java.util.Random;
import software.amazon.awssdk.http.SdkHttpClient;

/** Opens a source on an HTTP client of a test. */
public final class SourceOpening {
  private SourceOpening() {}

  public static ResourceSource on(AwsConfig config, SdkHttpClient http) {
    return AwsSource.open(config, http, new Random(1));
  }
}
