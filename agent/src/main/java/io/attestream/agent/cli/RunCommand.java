package io.attestream.agent.cli;

import io.attestream.agent.commit.Provenance;
import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.config.CollectorSection;
import io.attestream.agent.process.AgentProcess;
import io.attestream.agent.source.OpenSource;
import io.attestream.agent.source.Sources;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.StreamException;
import io.attestream.checks.engine.Engine;
import io.attestream.evidence.hash.Hash;
import io.attestream.evidence.hash.Hex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs until it is stopped. */
@Command(
    name = "run",
    description = "Scan, watch, sign and stream until stopped.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int BOOT_ID_BYTES = 8;
  private static final long STOP_SECONDS = 15;
  private static final long MIB = 1L << 20;

  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin CollectorOptions collector = new CollectorOptions();

  @Option(
      names = "--discover",
      description = "Use the AWS credentials and kubeconfig found here, else the bundled sample.")
  boolean discover;

  RunCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentConfig config = configuration();
    Engine engine = Scans.engine(config);
    String token = collector.token(config.collector());
    Spool spool =
        Spool.open(
            config.state(), config.ownKeyFile(), around.random(), config.limits().spoolMiB() * MIB);
    CountDownLatch ended = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    try (AgentProcess agent = wire(config, engine, spool, token)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, ended), "stop"));
      agent.run();
    } catch (InterruptedException e) {
      around.err().println("stopped");
    } catch (StreamException e) {
      around.err().println(e.getMessage());
      return ExitCode.UNUSABLE;
    } finally {
      ended.countDown();
    }
    return ExitCode.OK;
  }

  private AgentConfig configuration() {
    AgentConfig config = collector.apply(sources.read(around.environment()));
    if (discover) {
      List<String> said = new ArrayList<>();
      config = Discovery.discover(config, around.environment(), said);
      said.forEach(around.err()::println);
    }
    if (!config.hasSources()) {
      throw new IllegalArgumentException(
          "nothing to check: give --config, --discover, --aws, --kubeconfig, --manifests or"
              + " --sample");
    }
    CollectorSection section = config.collector();
    if (section.url().isEmpty()) {
      throw new IllegalArgumentException(
          "no collector: set collector.url or --collector; for a scan without one use 'agent once'");
    }
    return collector.named(config, around.environment());
  }

  private AgentProcess wire(AgentConfig config, Engine engine, Spool spool, String token) {
    try {
      List<OpenSource> open =
          new Sources(around.environment(), around.clock(), around.random()).open(config);
      return new AgentProcess(
          config,
          engine,
          open,
          spool,
          token,
          provenance(around, config, engine),
          around.clock(),
          around.random());
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  /** What a commit says of the agent; the pack is that of the engine, checks and parameters. */
  static Provenance provenance(Surroundings around, AgentConfig config, Engine engine) {
    byte[] boot = new byte[BOOT_ID_BYTES];
    around.random().nextBytes(boot);
    return new Provenance(
        Hex.encode(boot),
        Hash.fromHex(engine.digest()),
        Hash.sha256(config.toString().getBytes(StandardCharsets.UTF_8)),
        Hash.fromHex(around.build().get()),
        around.version());
  }

  /** Gives the agent the time to end what it does. */
  private static void stop(Thread main, CountDownLatch ended) {
    main.interrupt();
    try {
      if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.getLogger(RunCommand.class.getName())
            .log(System.Logger.Level.WARNING, "the agent did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
