package io.attestream.collector.notification;

import io.attestream.collector.assessment.Grade;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Something went from one state to another.
 *
 * @param about what it is about, within its kind: {@code 8.5}, a scope unit's name
 * @param from a word such as {@code CONFORMING}; empty when there was nothing before
 * @param summary a sentence or two on the new state, at most 1,000 characters
 * @param facts plain JSON values
 */
public record Transition(
    Kind kind,
    String about,
    String from,
    String to,
    Instant at,
    String summary,
    Map<String, Object> facts) {
  private static final int LONGEST_SUMMARY = 1000;

  public Transition {
    facts = Map.copyOf(facts);
    if (summary.length() > LONGEST_SUMMARY) {
      summary = summary.substring(0, LONGEST_SUMMARY - 3) + "...";
    }
  }

  /** The same for the same transition: 32 hexadecimal digits. */
  public String id() {
    String text = String.join("\n", kind.name(), about, from, to, Long.toString(at.toEpochMilli()));
    return digest(text);
  }

  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The worse of both grades, for a control or a clause; a recovery is as important as the fall. */
  Optional<Grade> worst() {
    if (kind != Kind.CONTROL && kind != Kind.CLAUSE) {
      return Optional.empty();
    }
    return Optional.of(grade(from).worse(grade(to)));
  }

  private static Grade grade(String name) {
    for (Grade grade : Grade.values()) {
      if (grade.name().equals(name)) {
        return grade;
      }
    }
    return Grade.CONFORMING;
  }
}
