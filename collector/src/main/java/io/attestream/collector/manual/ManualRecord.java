package io.attestream.collector.manual;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document or record for one slot of one control or clause.
 *
 * @param control what it is for: a control, {@code 8.15}, or a clause, {@code clause 9.2.1}
 * @param id 0 before it is stored
 * @param reference where it is kept; may be empty when there is a digest
 * @param digest SHA-256 in hex; may be empty when there is a reference
 * @param effectiveOn since when it holds; before it was received as a rule
 * @param receivedAt when it was recorded here
 * @param reviewDays days from the effective date to the next review
 * @param expiresOn when it ends, such as a certificate
 */
public record ManualRecord(
    long id,
    String control,
    Slot slot,
    String title,
    String reference,
    String digest,
    LocalDate effectiveOn,
    Instant receivedAt,
    int reviewDays,
    @Nullable LocalDate expiresOn,
    String owner,
    String recordedBy) {
  /** Longest interval between reviews. */
  public static final int LONGEST_REVIEW = 1096;

  static final String CLAUSE = "clause ";

  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_NAME = 100;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public Optional<LocalDate> expires() {
    return Optional.ofNullable(expiresOn);
  }

  /** The day of the next review. */
  public LocalDate dueOn() {
    return effectiveOn.plusDays(reviewDays);
  }

  /** Days until the next review; negative when it is overdue. */
  public long dueInDays(LocalDate today) {
    return ChronoUnit.DAYS.between(today, dueOn());
  }

  /** {@code control 8.15} or {@code clause 9.2.1}. */
  static String words(String control) {
    return control.startsWith(CLAUSE) ? control : "control " + control;
  }

  /** What a log entry about it is about. */
  static String about(String control, long id) {
    String subject =
        control.startsWith(CLAUSE)
            ? "clause/" + control.substring(CLAUSE.length())
            : "control/" + control;
    return subject + "/evidence/" + id;
  }

  /** What is wrong with it on the day on which it is recorded. */
  List<String> problems(LocalDate today) {
    List<String> problems = new ArrayList<>();
    if (title.isBlank() || title.length() > LONGEST_TEXT) {
      problems.add("a title of at most " + LONGEST_TEXT + " characters is needed");
    }
    if (reference.isBlank() && digest.isEmpty()) {
      problems.add("a reference or a SHA-256 digest is needed");
    }
    if (reference.length() > LONGEST_TEXT) {
      problems.add("the reference is longer than " + LONGEST_TEXT + " characters");
    }
    if (!digest.isEmpty() && !DIGEST.matcher(digest).matches()) {
      problems.add("the digest must be SHA-256 as 64 lower-case hexadecimal digits");
    }
    if (effectiveOn.isAfter(today)) {
      problems.add("the effective date " + effectiveOn + " is in the future");
    }
    if (reviewDays < 1 || reviewDays > LONGEST_REVIEW) {
      problems.add("the review interval must be 1 to " + LONGEST_REVIEW + " days");
    }
    if (expiresOn != null && expiresOn.isBefore(effectiveOn)) {
      problems.add("it expires before it takes effect");
    }
    if (owner.isBlank() || owner.length() > LONGEST_NAME) {
      problems.add("an owner of at most " + LONGEST_NAME + " characters is needed");
    }
    return problems;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", control);
    json.put("slot", slot.name());
    json.put("title", title);
    json.put("reference", reference);
    json.put("sha256", digest);
    json.put("effectiveOn", effectiveOn.toString());
    json.put("reviewDays", (long) reviewDays);
    json.put("expiresOn", expiresOn == null ? "" : expiresOn.toString());
    json.put("owner", owner);
    return json;
  }
}
