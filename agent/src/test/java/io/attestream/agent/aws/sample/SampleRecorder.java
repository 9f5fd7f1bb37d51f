package io.attestream.agent.aws.sample;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.SourceOpening;
import io.attestream.agent.aws.replay.RecordedCall;
import io.attestream.agent.aws.replay.RecordingHttpClient;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.Resource;
import io.attestream.agent.resource.ResourceSink;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.evidence.model.ResourceIdentity;
import io.attestream.evidence.model.ScopeUnit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * Makes the sample estate in a fresh moto server and records what the AWS source reads of it.
 * Arguments: the server's address and the directory to write to. Steps in docs/aws.md.
 */
public final class SampleRecorder {
  private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1");

  private SampleRecorder() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    URI endpoint = URI.create(args[0]);
    Path directory = Path.of(args[1]);
    try (EstateClients clients = new EstateClients(endpoint)) {
      SampleBuckets.create(clients);
      SampleIdentities.create(clients);
      SampleRegion.create(clients);
      SampleServices.create(clients);
      SampleApplications.create(clients);
      SampleEdges.create(clients);
    }
    Map<String, RecordedCall> calls = record(endpoint);
    Scrubber scrubber = new Scrubber(Clock.systemUTC().instant());
    Map<String, RecordedCall> recorded = new TreeMap<>();
    Map<String, RecordedCall> authored = new TreeMap<>();
    calls.forEach(
        (key, call) ->
            Authored.to(key)
                .ifPresentOrElse(
                    own -> authored.put(key, own), () -> recorded.put(key, scrubber.scrub(call))));
    write(directory.resolve("recorded.jsonl"), recorded);
    write(directory.resolve("authored.jsonl"), authored);
  }

  private static Map<String, RecordedCall> record(URI endpoint) throws InterruptedException {
    Map<String, RecordedCall> calls = new ConcurrentHashMap<>();
    AwsConfig config = AwsConfig.defaults().withEndpoint(endpoint).withRegions(REGIONS);
    RecordingHttpClient http =
        new RecordingHttpClient(
            new AuthoredFirst(ApacheHttpClient.create()), call -> calls.put(call.call(), call));
    try (ResourceSource source = SourceOpening.on(config, http)) {
      for (ScopeUnit unit : source.units()) {
        source.scan(unit, new Ignored());
      }
    }
    return calls;
  }

  private static void write(Path file, Map<String, RecordedCall> calls) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    StringBuilder lines = new StringBuilder();
    for (RecordedCall call : calls.values()) {
      lines.append(json.writeValueAsString(call)).append('\n');
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }

  /** What was seen does not matter here, only what was asked and answered. */
  private static final class Ignored implements ResourceSink {
    @Override
    public void seen(Resource resource) {}

    @Override
    public void gone(ResourceIdentity identity) {}

    @Override
    public void enumerated(Enumeration enumeration) {}
  }
}
