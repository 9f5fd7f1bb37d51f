package io.attestream.collector.nonconformity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of the register. */
public final class NonconformityTable {
  /** Stages in which an entry is open, for SQL. */
  static final String OPEN = "n.stage NOT IN ('EFFECTIVE', 'REJECTED', 'DONE')";

  private NonconformityTable() {}

  public static Optional<Nonconformity> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM nonconformity WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The open ones, the one that is due first in front. Bounded by the register. */
  public static List<Nonconformity> open(Handle handle) {
    return handle
        .createQuery("SELECT * FROM nonconformity n WHERE " + OPEN + " ORDER BY n.due_on, n.id")
        .map((row, context) -> read(row))
        .list();
  }

  /**
   * Closed ones or all, the newest first, below an id.
   *
   * @param kind a name of {@link Kind}, or empty for all
   * @param requirement or empty for all
   */
  public static List<Nonconformity> newest(
      Handle handle, boolean closed, String kind, String requirement, long before, int most) {
    return handle
        .createQuery(
            "SELECT * FROM nonconformity n WHERE (:before = 0 OR n.id < :before)"
                + " AND (:kind = '' OR n.kind = :kind)"
                + " AND (:requirement = '' OR n.requirement = :requirement)"
                + " AND (:closed = 0 OR NOT ("
                + OPEN
                + ")) ORDER BY n.id DESC LIMIT :most")
        .bind("before", before)
        .bind("kind", kind)
        .bind("requirement", requirement)
        .bind("closed", closed ? 1 : 0)
        .bind("most", most)
        .map((row, context) -> read(row))
        .list();
  }

  /** Those about a requirement, the newest first. */
  public static List<Nonconformity> of(Handle handle, Requirement requirement, int most) {
    return handle
        .createQuery(
            "SELECT * FROM nonconformity WHERE requirement = :requirement"
                + " ORDER BY id DESC LIMIT :most")
        .bind("requirement", requirement.text())
        .bind("most", most)
        .map((row, context) -> read(row))
        .list();
  }

  /** An open entry and one of the checks that it watches. */
  public record Watching(Nonconformity entry, Watched watched) {}

  /** The open entries that watch one of these checks. */
  public static List<Watching> watching(Handle handle, Set<String> checks) {
    return handle
        .createQuery(
            "SELECT n.*, w.check_id, w.unit FROM nonconformity_scope w"
                + " JOIN nonconformity n ON n.id = w.nonconformity_id"
                + " WHERE w.check_id IN (<checks>) AND "
                + OPEN
                + " ORDER BY n.id DESC")
        .bindList("checks", List.copyOf(checks))
        .map(
            (row, context) ->
                new Watching(
                    read(row), new Watched(row.getString("check_id"), row.getString("unit"))))
        .list();
  }

  public static List<Watched> scope(Handle handle, long id) {
    return handle
        .createQuery(
            "SELECT check_id, unit FROM nonconformity_scope WHERE nonconformity_id = :id"
                + " ORDER BY check_id, unit")
        .bind("id", id)
        .map((row, context) -> new Watched(row.getString("check_id"), row.getString("unit")))
        .list();
  }

  public static List<Failure> failures(Handle handle, long id) {
    return handle
        .createQuery(
            "SELECT * FROM nonconformity_failure WHERE nonconformity_id = :id ORDER BY finding_id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Failure(
                    row.getLong("finding_id"),
                    row.getString("check_id"),
                    row.getString("unit"),
                    row.getString("resource"),
                    row.getString("name"),
                    Instant.ofEpochMilli(row.getLong("opened_at"))))
        .list();
  }

  public static List<String> tickets(Handle handle, long id) {
    return handle
        .createQuery(
            "SELECT ticket FROM nonconformity_ticket WHERE nonconformity_id = :id ORDER BY ticket")
        .bind("id", id)
        .mapTo(String.class)
        .list();
  }

  /** Categories of causes that are in use, by name. */
  public static List<String> categories(Handle handle) {
    return handle
        .createQuery(
            "SELECT DISTINCT category FROM nonconformity WHERE category <> ''"
                + " ORDER BY category LIMIT 100")
        .mapTo(String.class)
        .list();
  }

  static long countOpen(Handle handle) {
    return handle
        .createQuery("SELECT COUNT(*) FROM nonconformity n WHERE " + OPEN)
        .mapTo(Long.class)
        .one();
  }

  /** The next number of this kind in a year; numbers are never given twice. */
  static String nextNumber(Handle handle, Kind kind, int year) {
    String start = kind.prefix() + "-" + year + "-";
    long given =
        handle
            .createQuery("SELECT COUNT(*) FROM nonconformity WHERE number LIKE :start || '%'")
            .bind("start", start)
            .mapTo(Long.class)
            .one();
    return start + String.format("%03d", given + 1);
  }

  /** Adds an entry whose id is 0. */
  static long add(Handle handle, Nonconformity entry, List<Watched> scope, long index) {
    long id =
        handle
            .createUpdate(
                """
                INSERT INTO nonconformity (number, kind, requirement, source, statement, evidence,
                  failures, owner, grade, rule, facts, opened_by, opened_at, stage, reopenings,
                  round_from, changed_at, category, plan_by, plan_accepted, implemented_by, mark,
                  due_on, action_due, log_idx)
                VALUES (:number, :kind, :requirement, :source, :statement, :evidence, :failures,
                  :owner, :grade, :rule, :facts, :by, :at, 'OPEN', 0, :at, :at, '', '', 0, '', 0,
                  :due, :action, :index)
                """)
            .bind("number", entry.number())
            .bind("kind", entry.kind().name())
            .bind("requirement", entry.requirement().text())
            .bind("source", entry.source().name())
            .bind("statement", entry.statement())
            .bind("evidence", entry.evidence())
            .bind("failures", entry.failures())
            .bind("owner", entry.owner())
            .bind("grade", entry.opening().grade())
            .bind("rule", entry.opening().rule())
            .bind("facts", entry.opening().facts())
            .bind("by", entry.opening().by())
            .bind("at", entry.opening().at().toEpochMilli())
            .bind("due", text(entry.dueOn()))
            .bind("action", text(entry.actionDue()))
            .bind("index", index)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    for (Watched watched : scope) {
      handle.execute(
          "INSERT OR IGNORE INTO nonconformity_scope (nonconformity_id, check_id, unit)"
              + " VALUES (?, ?, ?)",
          id,
          watched.check(),
          watched.unit());
    }
    return id;
  }

  static void addFailure(Handle handle, long id, Failure failure) {
    handle.execute(
        "INSERT INTO nonconformity_failure (nonconformity_id, finding_id, check_id, unit, resource,"
            + " name, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        failure.finding(),
        failure.check(),
        failure.unit(),
        failure.resource(),
        failure.name(),
        failure.openedAt().toEpochMilli());
  }

  /** Writes what a step or a change moves. */
  static void update(
      Handle handle,
      long id,
      Kind kind,
      String owner,
      Progress progress,
      @Nullable LocalDate due,
      @Nullable LocalDate actionDue) {
    Progress.Window window = progress.window();
    handle
        .createUpdate(
            """
            UPDATE nonconformity SET kind = :kind, owner = :owner, stage = :stage,
              reopenings = :reopenings, round_from = :from, changed_at = :changed,
              category = :category, plan_by = :planBy, plan_due = :planDue,
              plan_accepted = :accepted, implemented_by = :implementedBy,
              window_ends = :windowEnds, mark = :mark, due_on = :due, action_due = :action
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("kind", kind.name())
        .bind("owner", owner)
        .bind("stage", progress.stage().name())
        .bind("reopenings", progress.reopenings())
        .bind("from", progress.from().toEpochMilli())
        .bind("changed", progress.changedAt().toEpochMilli())
        .bind("category", progress.category())
        .bind("planBy", progress.plan().by())
        .bind("planDue", text(progress.plan().due()))
        .bind("accepted", progress.plan().accepted())
        .bind("implementedBy", progress.implementedBy())
        .bind("windowEnds", window == null ? null : window.ends().toEpochMilli())
        .bind("mark", window == null ? 0 : window.mark())
        .bind("due", text(due))
        .bind("action", text(actionDue))
        .execute();
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  static Nonconformity read(ResultSet row) throws SQLException {
    return new Nonconformity(
        row.getLong("id"),
        row.getString("number"),
        Kind.valueOf(row.getString("kind")),
        new Requirement(row.getString("requirement")),
        Source.valueOf(row.getString("source")),
        row.getString("statement"),
        row.getString("evidence"),
        row.getLong("failures"),
        row.getString("owner"),
        new Nonconformity.Opening(
            row.getString("opened_by"),
            Instant.ofEpochMilli(row.getLong("opened_at")),
            row.getString("grade"),
            row.getString("rule"),
            row.getString("facts")),
        progress(row),
        day(row.getString("due_on")),
        day(row.getString("action_due")));
  }

  private static Progress progress(ResultSet row) throws SQLException {
    long ends = row.getLong("window_ends");
    Progress.Window window =
        row.wasNull() ? null : new Progress.Window(Instant.ofEpochMilli(ends), row.getLong("mark"));
    return new Progress(
        Stage.valueOf(row.getString("stage")),
        row.getInt("reopenings"),
        Instant.ofEpochMilli(row.getLong("round_from")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        row.getString("category"),
        new Progress.PlanState(
            row.getString("plan_by"),
            day(row.getString("plan_due")),
            row.getBoolean("plan_accepted")),
        row.getString("implemented_by"),
        window);
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
