package io.attestream.agent.aws.account;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/**
 * The root user's row of the IAM credential report (IAM User Guide, "Get credential reports"):
 * values under the report's own column names. IAM makes a new report at most every four hours.
 */
final class RootCredentials {
  private static final int ATTEMPTS = 10;
  private static final String ROOT = "<root_account>";
  private static final List<String> COLUMNS =
      List.of(
          "password_last_used",
          "mfa_active",
          "access_key_1_active",
          "access_key_1_last_used_date",
          "access_key_2_active",
          "access_key_2_last_used_date");

  private RootCredentials() {}

  /**
   * Asks for a report, waits up to ten seconds for it and reads the row.
   *
   * @return {@code null} when the report has no root row
   */
  static @Nullable Object read(IamClient iam) {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (iam.generateCredentialReport().state() == ReportStateType.COMPLETE) {
        break;
      }
      pause();
    }
    return row(iam.getCredentialReport().content().asUtf8String());
  }

  static @Nullable Map<String, Object> row(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
    for (String line : lines) {
      List<String> cells = cells(line);
      if (cells.get(0).equals(ROOT) && cells.size() == header.size()) {
        Map<String, Object> row = new LinkedHashMap<>();
        COLUMNS.stream()
            .filter(header::contains)
            .forEach(column -> row.put(column, cells.get(header.indexOf(column))));
        return row;
      }
    }
    return null;
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for the credential report", e);
    }
  }
}
