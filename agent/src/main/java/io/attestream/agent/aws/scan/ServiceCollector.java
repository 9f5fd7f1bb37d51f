package io.attestream.agent.aws.scan;

import java.util.List;

/** Reads one AWS service. Stateless: all state is in the {@link UnitScan}. */
public interface ServiceCollector {
  /** Where a service's resources are listed. */
  enum Placement {
    /** Once an account, in the unit {@code aws:<account>:global}. */
    GLOBAL,
    /** In every region's unit. */
    REGIONAL
  }

  /**
   * A resource type and what reading it takes.
   *
   * @param calls API operations, {@code iam:ListUsers}; a call that is not declared here is refused
   *     by the scan, so that the generated IAM policy is complete
   */
  record ResourceType(String name, List<String> calls) {
    public ResourceType(String name, String... calls) {
      this(name, List.of(calls));
    }
  }

  Placement placement();

  List<ResourceType> types();

  /** Lists each of its types exactly once. Failures of calls are recorded in the scan, not thrown. */
  void collect(UnitScan scan) throws InterruptedException;
}
