package io.attestream.collector.web.testing;

import io.attestream.checks.control.AutomationClass;
import io.attestream.checks.control.Control;
import java.util.Random;

/** Plausible grades without the grader. */
final class DemoGrade {
  private DemoGrade() {}

  static AutomationClass automation(Control control) {
    return control.bestClass();
  }

  static String of(Control control, int failing, Random random) {
    return switch (automation(control)) {
      case N, W -> "NO_EVIDENCE";
      case F, P -> {
        if (failing > 12) {
          yield "LIKELY_MAJOR";
        }
        if (failing > 3) {
          yield "LIKELY_MINOR";
        }
        yield failing > 0 || random.nextInt(4) == 0 ? "OFI" : "CONFORMING";
      }
    };
  }

  static String confidence(Control control) {
    return switch (automation(control)) {
      case F -> "HIGH";
      case P -> "MEDIUM";
      case W, N -> "LOW";
    };
  }
}
