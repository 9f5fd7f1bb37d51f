package io.attestream.agent.cli;

import io.attestream.agent.config.AgentConfig;
import io.attestream.agent.spool.AgentState.Enrolment;
import io.attestream.agent.spool.Spool;
import io.attestream.agent.stream.CollectorAddress;
import io.attestream.agent.stream.CollectorLink;
import io.attestream.agent.stream.KeyRotation;
import io.attestream.agent.stream.StreamException;
import io.attestream.evidence.key.Ed25519Key;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes the agent's key for a new one. Ends at any point, it can be run again. */
@Command(
    name = "rotate-key",
    description = "Change this agent's key for a new one; the agent must not be running.",
    mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Surroundings around;

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin CollectorOptions collector = new CollectorOptions();

  RotateKeyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentConfig config = collector.apply(sources.read(around.environment()));
    if (config.ownKeyFile().isPresent()) {
      around
          .err()
          .println(
              "the key is kept in "
                  + config.keyFile()
                  + ", where it cannot be changed together with the collector's record; enrol an agent"
                  + " under another name with a new key and revoke this one");
      return ExitCode.UNUSABLE;
    }
    CollectorAddress address =
        CollectorAddress.of(config.collector().url(), config.collector().tls().caFile());
    try (Spool spool = Spool.open(config.state(), around.random(), Long.MAX_VALUE)) {
      Optional<Enrolment> enrolled = spool.state().enrolled();
      if (enrolled.isEmpty()) {
        around.err().println("this agent is not enrolled; its key can be thrown away");
        return ExitCode.UNUSABLE;
      }
      long waiting = spool.depth().commits();
      if (waiting > 0) {
        around
            .err()
            .println(
                waiting
                    + " commits signed by the present key wait for the collector; let the agent"
                    + " deliver them first");
        return ExitCode.UNUSABLE;
      }
      Ed25519Key next = spool.nextKey(around.random());
      try (CollectorLink link = new CollectorLink(address)) {
        new KeyRotation(link.client(), address, TIMEOUT)
            .rotate(enrolled.get().agentId(), spool.key(), next, around.clock().instant());
      }
      spool.adoptNextKey();
      around.out().println("key id " + next.keyId() + ", before " + spool.key().keyId());
      return ExitCode.OK;
    } catch (StreamException e) {
      around.err().println(e.getMessage());
      return ExitCode.UNUSABLE;
    }
  }
}
