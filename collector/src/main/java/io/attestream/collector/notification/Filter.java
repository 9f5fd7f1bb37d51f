package io.attestream.collector.notification;

import io.attestream.collector.assessment.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which transitions a channel wants.
 *
 * @param atLeast for controls and clauses: the worse of the two grades must be this or worse
 * @param controls numbers, {@code 8.5}, or beginnings, {@code 8.*}; empty for all
 */
public record Filter(Set<Kind> kinds, Grade atLeast, List<String> controls) {
  public Filter {
    kinds = Set.copyOf(kinds);
    controls = List.copyOf(controls);
  }

  boolean wants(Transition transition) {
    return kinds.contains(transition.kind())
        && transition.worst().map(this::badEnough).orElse(true)
        && (transition.kind() != Kind.CONTROL || names(transition.about()));
  }

  /** In words, for a page. */
  public String words() {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kinds.contains(kind)) {
        words.add(kind.key());
      }
    }
    String about = controls.isEmpty() ? "" : "; controls " + String.join(", ", controls);
    return String.join(", ", words) + "; grades from " + atLeast.words() + about;
  }

  private boolean badEnough(Grade worst) {
    return worst == Grade.NOT_APPLICABLE
        ? atLeast == Grade.CONFORMING
        : worst.ordinal() >= atLeast.ordinal();
  }

  private boolean names(String control) {
    return controls.isEmpty()
        || controls.stream()
            .anyMatch(
                pattern ->
                    pattern.endsWith("*")
                        ? control.startsWith(pattern.substring(0, pattern.length() - 1))
                        : control.equals(pattern));
  }
}
