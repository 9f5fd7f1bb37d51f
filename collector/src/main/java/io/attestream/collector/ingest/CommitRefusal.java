package io.attestream.collector.ingest;

import io.attestream.collector.log.LogRefusal;
import io.attestream.protocol.v1.Reject;

/** A frame or commit that is not accepted, with the code that the agent gets. */
final class CommitRefusal extends LogRefusal {
  private static final long serialVersionUID = 1;

  private final Reject.Code code;
  private final String problem;

  CommitRefusal(Reject.Code code, String message) {
    super(message);
    this.code = code;
    this.problem = message;
  }

  static CommitRefusal malformed(String message) {
    return new CommitRefusal(Reject.Code.MALFORMED, message);
  }

  static CommitRefusal resync(String message) {
    return new CommitRefusal(Reject.Code.RESYNC, message);
  }

  Reject.Code code() {
    return code;
  }

  /** What is wrong and where. */
  String problem() {
    return problem;
  }
}
