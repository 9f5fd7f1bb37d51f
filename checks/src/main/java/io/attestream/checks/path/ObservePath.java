package io.attestream.checks.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A path into a resource document: {@code spec.containers[].image} or {@code
 * metadata.labels["app.kubernetes.io/name"]}. {@code []} steps into every element of a list.
 */
public record ObservePath(List<Step> steps) implements Comparable<ObservePath> {
  private static final int MAX_LENGTH = 500;
  private static final int MAX_STEPS = 32;

  /** One step down. */
  public sealed interface Step {
    /** Into the value under a key of a map. */
    record Key(String name) implements Step {}

    /** Into each element of a list. */
    record Each() implements Step {}
  }

  /** The step into each element. */
  public static final Step EACH = new Step.Each();

  public ObservePath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException that says at which character it is wrong
   */
  public static ObservePath parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("path is longer than " + MAX_LENGTH + " characters");
    }
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      at = text.charAt(at) == '[' ? bracket(text, at, steps) : key(text, at, steps);
      if (steps.size() > MAX_STEPS) {
        throw new IllegalArgumentException("path has more than " + MAX_STEPS + " steps");
      }
    }
    if (steps.isEmpty() || steps.get(0) instanceof Step.Each) {
      throw new IllegalArgumentException("path '" + text + "' must begin with a key");
    }
    return new ObservePath(steps);
  }

  private static int key(String text, int start, List<Step> steps) {
    int from = start;
    if (!steps.isEmpty()) {
      if (text.charAt(from) != '.') {
        throw wrong(text, from, "expected '.' or '['");
      }
      from++;
    }
    int end = from;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    String name = text.substring(from, end);
    if (!isPlain(name)) {
      throw wrong(text, from, "'" + name + "' is no key; quote it as [\"" + name + "\"]");
    }
    steps.add(new Step.Key(name));
    return end;
  }

  /** Whether a key stands without quotes: {@code [A-Za-z_@$:/-][A-Za-z0-9_@$:/-]*}. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !(digit && i > 0) && "_@$:/-".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static int bracket(String text, int start, List<Step> steps) {
    if (text.startsWith("[]", start)) {
      steps.add(EACH);
      return start + 2;
    }
    int end = text.startsWith("[\"", start) ? text.indexOf("\"]", start + 2) : -1;
    if (end <= start + 2) {
      throw wrong(text, start, "expected [] or [\"key\"]");
    }
    steps.add(new Step.Key(text.substring(start + 2, end)));
    return end + 2;
  }

  private static IllegalArgumentException wrong(String text, int at, String message) {
    return new IllegalArgumentException(
        "path '" + text + "' at character " + (at + 1) + ": " + message);
  }

  /** This path, one key further. */
  public ObservePath key(String name) {
    return with(new Step.Key(name));
  }

  /** This path, into each element. */
  public ObservePath each() {
    return with(EACH);
  }

  private ObservePath with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ObservePath(longer);
  }

  /** Whether the other path is this one or lies below it. */
  public boolean covers(ObservePath other) {
    return other.steps.size() >= steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /**
   * Whether one of the two lies at or above the other, list steps left aside. That is how a blind
   * spot, which names no list steps, meets an observed path.
   */
  public boolean overlaps(ObservePath other) {
    int mine = 0;
    int theirs = 0;
    while (true) {
      mine = nextKey(mine);
      theirs = other.nextKey(theirs);
      if (mine == steps.size() || theirs == other.steps.size()) {
        return true;
      }
      if (!steps.get(mine++).equals(other.steps.get(theirs++))) {
        return false;
      }
    }
  }

  /** The place of the first key at or after a place, or the number of steps. */
  private int nextKey(int from) {
    int at = from;
    while (at < steps.size() && steps.get(at) instanceof Step.Each) {
      at++;
    }
    return at;
  }

  /** The path without its list steps. */
  public ObservePath keysOnly() {
    return new ObservePath(steps.stream().filter(Step.Key.class::isInstance).toList());
  }

  /** Whether a list step follows the key of this number, counted from 1. */
  public boolean listAfter(int key) {
    int keys = 0;
    for (Step step : steps) {
      if (step instanceof Step.Key) {
        keys++;
      } else if (keys == key) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int compareTo(ObservePath other) {
    return toString().compareTo(other.toString());
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Step.Key key) {
        if (!isPlain(key.name())) {
          text.append("[\"").append(key.name()).append("\"]");
        } else {
          text.append(text.isEmpty() ? "" : ".").append(key.name());
        }
      } else {
        text.append("[]");
      }
    }
    return text.toString();
  }
}
