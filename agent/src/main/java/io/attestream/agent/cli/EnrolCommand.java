package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.CollectorAddress;
import io.attestream.agent.stream.CollectorLink;
import io.attestream.agent.stream.Enroller;
import io.attestream.agent.stream.StreamException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Enrols without starting to scan. */
@Command(
    name = "enrol",
    description = "Register this agent's key at the collector, once.",
    mixinStandardHelpOptions = true)
final class EnrolCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin CollectorOptions collector = new CollectorOptions();

  EnrolCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentConfig config =
        collector.named(collector.apply(sources.read(around.environment())), around.environment());
    CollectorAddress address =
        CollectorAddress.of(config.collector().url(), config.collector().tls().caFile());
    try (Spool spool =
        Spool.open(config.state(), config.ownKeyFile(), around.random(), Long.MAX_VALUE)) {
      Optional<Enrolment> before = spool.state().enrolled();
      if (before.isPresent()) {
        around.out().println("already enrolled as " + before.get().agentId());
        return ExitCode.OK;
      }
      try (CollectorLink link = new CollectorLink(address)) {
        new Enroller(link.client(), address, TIMEOUT, around.version())
            .enrol(
                spool,
                collector.token(config.collector()),
                config.name(),
                config.collector().logKey());
      }
      Enrolment enrolment = spool.state().enrolled().orElseThrow();
      around.out().println("enrolled as " + enrolment.agentId());
      around.out().println("key id " + spool.key().keyId());
      around.out().println("log key " + enrolment.logKey());
      return ExitCode.OK;
    } catch (StreamException e) {
      around.err().println(e.getMessage());
      return ExitCode.UNUSABLE;
    }
  }
}
