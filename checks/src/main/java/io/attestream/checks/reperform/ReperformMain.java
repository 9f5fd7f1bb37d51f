package io.attestream.checks.reperform;

import io.attestream.checks.engine.Reperformance;
import io.attestream.evidence.verify.VerifyMain;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command {@code verify} that knows {@code --reperform}. */
public final class ReperformMain {
  private ReperformMain() {}

  /** Verifies and exits with the outcome's code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = VerifyMain.run(List.of(args), out, err, Reperformance::new);
    out.flush();
    System.exit(code);
  }
}
