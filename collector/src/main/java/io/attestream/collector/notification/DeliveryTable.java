package io.attestream.collector.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The outbox's rows. Methods run in the caller's transaction. */
final class DeliveryTable {
  /** Ended deliveries that are kept to be looked at. */
  static final int KEPT = 2000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
  private static final String SELECT =
      """
      SELECT d.id, d.channel, d.transition_id, d.kind, d.about, d.from_state, t.to_state, t.at,
        t.summary, t.facts, d.folded, d.state, d.recorded_at, d.due_at, d.attempts, d.trouble
      FROM delivery d JOIN transition t ON t.id = d.transition_id
      """;

  private DeliveryTable() {}

  static void keep(Handle handle, Transition transition) {
    handle
        .createUpdate(
            """
            INSERT INTO transition (id, kind, about, from_state, to_state, at, summary, facts)
            VALUES (:id, :kind, :about, :from, :to, :at, :summary, :facts) ON CONFLICT DO NOTHING
            """)
        .bind("id", transition.id())
        .bind("kind", transition.kind().name())
        .bind("about", transition.about())
        .bind("from", transition.from())
        .bind("to", transition.to())
        .bind("at", transition.at().toEpochMilli())
        .bind("summary", transition.summary())
        .bind("facts", text(transition.facts()))
        .execute();
  }

  /** Adds a delivery; nothing when the channel has one of this transition already. */
  static void add(
      Handle handle, Channel channel, Transition transition, String from, int folded, Instant due) {
    handle
        .createUpdate(
            """
            INSERT INTO delivery (channel, transition_id, kind, about, from_state, folded, state,
              recorded_at, due_at, attempts, trouble)
            VALUES (:channel, :transition, :kind, :about, :from, :folded, 'WAITING', :now, :due, 0, '')
            ON CONFLICT DO NOTHING
            """)
        .bind("channel", channel.name())
        .bind("transition", transition.id())
        .bind("kind", transition.kind().name())
        .bind("about", transition.about())
        .bind("from", from)
        .bind("folded", folded)
        .bind("now", transition.at().toEpochMilli())
        .bind("due", due.toEpochMilli())
        .execute();
  }

  static boolean holds(Handle handle, Channel channel, Transition transition) {
    return handle
        .createQuery(
            "SELECT 1 FROM delivery WHERE channel = :channel AND transition_id = :transition")
        .bind("channel", channel.name())
        .bind("transition", transition.id())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The delivery about the same thing that nobody has tried to send yet. */
  static Optional<Delivery> untold(Handle handle, Channel channel, Transition transition) {
    return about(
        handle, channel, transition, "d.state = 'WAITING' AND d.attempts = 0 ORDER BY d.id DESC");
  }

  /** The newest delivery about the same thing that was sent, or may have been. */
  static Optional<Delivery> told(Handle handle, Channel channel, Transition transition) {
    return about(handle, channel, transition, "d.attempts > 0 ORDER BY d.id DESC");
  }

  private static Optional<Delivery> about(
      Handle handle, Channel channel, Transition transition, String condition) {
    return handle
        .createQuery(
            SELECT
                + "WHERE d.channel = :channel AND d.kind = :kind AND d.about = :about AND "
                + condition
                + " LIMIT 1")
        .bind("channel", channel.name())
        .bind("kind", transition.kind().name())
        .bind("about", transition.about())
        .map((row, context) -> delivery(row))
        .findOne();
  }

  static List<Delivery> due(Handle handle, String channel, Instant now, int most) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE d.channel = :channel AND d.state = 'WAITING' AND d.due_at <= :now
                ORDER BY d.id LIMIT :most
                """)
        .bind("channel", channel)
        .bind("now", now.toEpochMilli())
        .bind("most", most)
        .map((row, context) -> delivery(row))
        .list();
  }

  static List<Delivery> newest(Handle handle, int most) {
    return handle
        .createQuery(SELECT + "ORDER BY d.id DESC LIMIT :most")
        .bind("most", most)
        .map((row, context) -> delivery(row))
        .list();
  }

  static long waiting(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM delivery WHERE state = 'WAITING'")
        .mapTo(Long.class)
        .one();
  }

  static Optional<Delivery> oldestWaiting(Handle handle) {
    return handle
        .createQuery(SELECT + "WHERE d.state = 'WAITING' ORDER BY d.id LIMIT 1")
        .map((row, context) -> delivery(row))
        .findOne();
  }

  /** Waiting deliveries to channels that are not among these. */
  static List<Delivery> orphans(Handle handle, List<String> channels) {
    String known = channels.isEmpty() ? "" : " AND d.channel NOT IN (<channels>)";
    var query = handle.createQuery(SELECT + "WHERE d.state = 'WAITING'" + known);
    if (!channels.isEmpty()) {
      query.bindList("channels", channels);
    }
    return query.map((row, context) -> delivery(row)).list();
  }

  /** An attempt begins; should it never end, the delivery is due again then. */
  static void attempt(Handle handle, Delivery delivery, Instant again) {
    handle.execute(
        "UPDATE delivery SET attempts = attempts + 1, due_at = ? WHERE id = ?",
        again.toEpochMilli(),
        delivery.id());
  }

  static void retry(Handle handle, Delivery delivery, Instant due, String trouble) {
    handle.execute(
        "UPDATE delivery SET due_at = ?, trouble = ? WHERE id = ?",
        due.toEpochMilli(),
        trouble,
        delivery.id());
    count(handle, delivery.channel(), "ATTEMPT_FAILED");
  }

  static void end(Handle handle, Delivery delivery, Outcome outcome, Instant now, String trouble) {
    handle.execute(
        "UPDATE delivery SET state = ?, ended_at = ?, trouble = ? WHERE id = ?",
        outcome.name(),
        now.toEpochMilli(),
        trouble,
        delivery.id());
    count(handle, delivery.channel(), outcome.name());
  }

  private static void count(Handle handle, String channel, String outcome) {
    handle.execute(
        """
        INSERT INTO delivery_total (channel, outcome, count) VALUES (?, ?, 1)
        ON CONFLICT (channel, outcome) DO UPDATE SET count = count + 1
        """,
        channel,
        outcome);
  }

  /** Forgets ended deliveries but the newest, and transitions that no delivery needs. */
  static void prune(Handle handle) {
    handle.execute(
        """
        DELETE FROM delivery WHERE state <> 'WAITING' AND id <
          (SELECT MIN(id) FROM
            (SELECT id FROM delivery WHERE state <> 'WAITING' ORDER BY id DESC LIMIT ?))
        """,
        KEPT);
    handle.execute("DELETE FROM transition WHERE id NOT IN (SELECT transition_id FROM delivery)");
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Notice notice =
        new Notice(
            row.getString("transition_id"),
            Kind.valueOf(row.getString("kind")),
            row.getString("about"),
            row.getString("from_state"),
            row.getString("to_state"),
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("summary"),
            facts(row.getString("facts")),
            row.getInt("folded"));
    return new Delivery(
        row.getLong("id"),
        row.getString("channel"),
        notice,
        Outcome.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("recorded_at")),
        Instant.ofEpochMilli(row.getLong("due_at")),
        row.getInt("attempts"),
        row.getString("trouble"));
  }

  private static String text(Map<String, Object> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("facts are plain JSON values", e);
    }
  }

  private static Map<String, Object> facts(String text) {
    try {
      return JSON.readValue(text, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts are stored as JSON", e);
    }
  }
}
