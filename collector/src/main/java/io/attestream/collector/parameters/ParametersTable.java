package io.attestream.collector.parameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attestream.collector.assessment.GradingParameters;
import io.attestream.collector.grading.ParameterValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** All versions. */
public final class ParametersTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 100;

  private ParametersTable() {}

  /** What is in force. */
  public static ParametersVersion current(Handle handle) {
    return handle
        .createQuery("SELECT * FROM grading_parameters ORDER BY version DESC LIMIT 1")
        .map((row, context) -> version(row))
        .findOne()
        .orElse(ParametersVersion.DEFAULTS);
  }

  /** The newest versions, the newest first. */
  public static List<ParametersVersion> newest(Handle handle) {
    return handle
        .createQuery("SELECT * FROM grading_parameters ORDER BY version DESC LIMIT :most")
        .bind("most", MOST)
        .map((row, context) -> version(row))
        .list();
  }

  static void add(Handle handle, ParametersVersion version, long index) {
    handle
        .createUpdate(
            """
            INSERT INTO grading_parameters (version, changed_by, changed_at, reason, content, log_idx)
            VALUES (:version, :by, :at, :reason, :content, :index)
            """)
        .bind("version", version.version())
        .bind("by", version.by())
        .bind("at", version.at().toEpochMilli())
        .bind("reason", version.reason())
        .bind("content", json(version.parameters()))
        .bind("index", index)
        .execute();
  }

  private static ParametersVersion version(ResultSet row) throws SQLException {
    return new ParametersVersion(
        row.getLong("version"),
        row.getString("changed_by"),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        row.getString("reason"),
        parameters(row.getString("content")));
  }

  private static String json(GradingParameters parameters) {
    try {
      return JSON.writeValueAsString(ParameterValues.of(parameters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters are texts", e);
    }
  }

  /** Values that this program wrote; a key that it does not know any more counts no longer. */
  private static GradingParameters parameters(String content) {
    try {
      Map<String, String> values = JSON.readValue(content, new TypeReference<>() {});
      values.keySet().retainAll(ParameterValues.of(GradingParameters.DEFAULTS).keySet());
      List<String> problems = new ArrayList<>();
      GradingParameters read = ParameterValues.parse(values, problems);
      if (!problems.isEmpty()) {
        throw new IllegalStateException("stored grading parameters: " + problems);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored grading parameters are no JSON", e);
    }
  }
}
