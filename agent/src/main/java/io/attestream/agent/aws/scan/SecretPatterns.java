package io.attestream.agent.aws.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Recognises secrets in text inside the agent, so that only the kind of what was found leaves it.
 * The patterns are linear in the text.
 */
public final class SecretPatterns {
  private static final int MAX_TEXT = 64 * 1024;
  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("aws-access-key", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"));
    KINDS.put("private-key", Pattern.compile("-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"));
    KINDS.put("github-token", Pattern.compile("\\bgh[pousr]_[0-9A-Za-z]{36}"));
    KINDS.put("slack-token", Pattern.compile("\\bxox[abprs]-[0-9A-Za-z-]{10}"));
    // A value that begins with $, { or < is a reference and no secret.
    KINDS.put(
        "password-assignment",
        Pattern.compile(
            "(?i)(?:password|passwd|secret|token|api_?key)[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?[^\\s\"'$<{(]{8}"));
    KINDS.put("url-with-password", Pattern.compile("://[^\\s/:@]{1,64}:[^\\s/:@$<{]{4,64}@"));
  }

  private SecretPatterns() {}

  /** The kinds of secret that the text's first 64 KiB seem to hold, in a fixed order. */
  public static List<String> kinds(String text) {
    String bounded = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    List<String> found = new ArrayList<>();
    KINDS.forEach(
        (kind, pattern) -> {
          if (pattern.matcher(bounded).find()) {
            found.add(kind);
          }
        });
    return found;
  }
}
