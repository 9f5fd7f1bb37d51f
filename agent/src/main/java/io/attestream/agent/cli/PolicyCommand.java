package io.attestream.agent.cli;

import io.attestream.agent.aws.IamPolicy;
import io.attestream.agent.kubernetes.ClusterRoleRules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Prints what the agent must be allowed, generated from what the sources declare. For AWS that is one document after
 * the other, each of the size of a managed policy.
 */
@Command(
    name = "policy",
    description = "Print the permissions that the agent needs.",
    mixinStandardHelpOptions = true)
final class PolicyCommand implements Callable<Integer> {
  /** Where permissions are granted. */
  enum Provider {
    AWS,
    KUBERNETES
  }

  private final Surroundings around;

  @Parameters(paramLabel = "PROVIDER", description = "aws or kubernetes.")
  Provider provider = Provider.AWS;

  PolicyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    around
        .out()
        .print(
            switch (provider) {
              case AWS -> String.join("", IamPolicy.documents());
              case KUBERNETES -> ClusterRoleRules.yaml();
            });
    around.out().flush();
    return ExitCode.OK;
  }
}
