package io.attestream.agent.aws.ec2;

/** EC2's error codes that say that something does not exist. */
final class Ec2Absence {
  private Ec2Absence() {}

  /** The image of an instance was deregistered, or is not shared any more. */
  static boolean image(String code) {
    return code.equals("InvalidAMIID.NotFound") || code.equals("InvalidAMIID.Unavailable");
  }
}
