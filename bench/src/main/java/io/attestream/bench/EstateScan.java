package io.attestream.bench;

import io.attestream.agent.aws.AwsConfig;
import io.attestream.agent.aws.AwsConfig.AssumedRole;
import io.attestream.agent.aws.AwsSource;
import io.attestream.agent.commit.CommitSigner;
import io.attestream.agent.commit.Provenance;
import io.attestream.agent.commit.ScanFacts;
import io.attestream.agent.judge.ResourceJudge;
import io.attestream.agent.judge.UnitJudge;
import io.attestream.agent.kubernetes.KubernetesConfig;
import io.attestream.agent.kubernetes.KubernetesSource;
import io.attestream.agent.resource.Enumeration;
import io.attestream.agent.resource.ResourceSource;
import io.attestream.agent.schedule.ParallelSink;
import io.attestream.agent.spool.Spool;
import io.attestream.checks.catalogue.CatalogueLoader;
import io.attestream.checks.engine.Engine;
import io.attestream.checks.engine.Parameters;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.model.ScopeUnit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * An estate that a real API implementation holds, scanned twice by the agent's own parts, from the
 * source to the signed commit in the spool: four units at a time, two threads that judge. In between
 * nothing changes. Options {@code kubeconfig=}, or {@code endpoint=} and {@code accounts=}. Memory is
 * the peak of this JVM's resident set, so it runs alone; {@code bench/cluster} and {@code
 * bench/accounts} start it with a heap of 160 MB.
 */
final class EstateScan implements Measurement {
  static final List<String> REGIONS =
      List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2");
  private static final int UNITS_AT_ONCE = 4;
  private static final int JUDGES = 2;

  @Override
  public List<String> run(Map<String, String> options) throws Exception {
    Path directory = Files.createTempDirectory("attestream-bench");
    List<String> lines = new ArrayList<>();
    try (ResourceSource source = source(options);
        Spool spool = Spool.open(directory, new SecureRandom(), 8L << 30)) {
      spool.enrolled("bench", "bench+00000000+AAAA");
      Estate estate = new Estate(source, spool);
      lines.add("first scan: " + estate.scan());
      lines.add("second scan, nothing changed: " + estate.scan());
    }
    return lines;
  }

  private static ResourceSource source(Map<String, String> options) {
    Clock clock = Clock.systemUTC();
    String kubeconfig = options.getOrDefault("kubeconfig", "");
    if (!kubeconfig.isEmpty()) {
      return KubernetesSource.open(
          KubernetesConfig.kubeconfig(Path.of(kubeconfig), null, "bench"), clock, new Random(1));
    }
    int accounts = Integer.parseInt(options.getOrDefault("accounts", "50"));
    AwsConfig config =
        AwsConfig.defaults()
            .withEndpoint(URI.create(options.getOrDefault("endpoint", "")))
            .withRegions(REGIONS)
            .withRoles(IntStream.range(1, accounts).mapToObj(EstateScan::role).toList());
    return AwsSource.open(config, clock, new Random(1));
  }

  static AssumedRole role(int account) {
    return new AssumedRole("arn:aws:iam::%012d:role/attestream".formatted(account), null);
  }

  /** The units with their state, and what was counted so far. */
  private static final class Estate {
    private final ResourceSource source;
    private final Spool spool;
    private final CommitSigner signer;
    private final ResourceJudge judge =
        new ResourceJudge(new Engine(CatalogueLoader.bundled(), Parameters.DEFAULTS));
    private final List<ScopeUnit> units;
    private final Map<ScopeUnit, UnitJudge> judges = new HashMap<>();
    private long callsBefore;
    private long rowsBefore;

    Estate(ResourceSource source, Spool spool) {
      this.source = source;
      this.spool = spool;
      Hash build = Hash.sha256("bench".getBytes(StandardCharsets.UTF_8));
      this.signer =
          new CommitSigner(spool.key(), new Provenance("boot", build, build, build, "bench"));
      this.units = source.units();
      for (ScopeUnit unit : units) {
        judges.put(
            unit,
            new UnitJudge(
                spool.unit(unit),
                judge,
                spool.state().secrets(),
                Clock.systemUTC(),
                this::changed));
      }
    }

    private synchronized void changed(ScopeUnit unit, List<?> puts, List<?> dels) {
      rowsBefore += puts.size() + dels.size();
    }

    String scan() throws Exception {
      long start = System.nanoTime();
      rowsBefore = 0;
      ExecutorService scans = Executors.newFixedThreadPool(UNITS_AT_ONCE);
      ExecutorService workers = Executors.newFixedThreadPool(JUDGES);
      long resources = 0;
      long incomplete = 0;
      try {
        List<Future<List<Enumeration>>> all = new ArrayList<>();
        for (ScopeUnit unit : units) {
          all.add(scans.submit(() -> scan(unit, workers)));
        }
        for (Future<List<Enumeration>> one : all) {
          for (Enumeration enumeration : one.get()) {
            resources += enumeration.items();
            incomplete += enumeration.complete() ? 0 : 1;
          }
        }
      } finally {
        scans.shutdownNow();
        workers.shutdownNow();
      }
      long calls = source.calls().values().stream().mapToLong(Long::longValue).sum();
      String line =
          "%.1f s, %,d units, %,d resources, %,d calls (%.3f a resource), %,d results written, %,d listings incomplete, peak %d MB"
              .formatted(
                  (System.nanoTime() - start) / 1e9,
                  units.size(),
                  resources,
                  calls - callsBefore,
                  (calls - callsBefore) / (double) Math.max(resources, 1),
                  rowsBefore,
                  incomplete,
                  peakMegabytes());
      callsBefore = calls;
      return line;
    }

    private List<Enumeration> scan(ScopeUnit unit, ExecutorService workers)
        throws InterruptedException {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      UnitJudge state = Objects.requireNonNull(judges.get(unit));
      state.begin();
      ParallelSink sink = new ParallelSink(state, workers, now);
      source.scan(unit, sink);
      sink.drain();
      state.end(source.types(unit), "not listed", now);
      spool.cut(
          state.leaves(),
          signer.signer(
              new ScanFacts(
                  unit, now, Instant.now(), now.plus(Duration.ofHours(1)), state.enumerations())));
      return state.enumerations();
    }

    private static long peakMegabytes() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      throw new IOException("no VmHWM in the process's status");
    }
  }
}
