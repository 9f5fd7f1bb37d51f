package io.attestream.collector.web.agent;

import io.attestream.collector.access.Agent;
import io.attestream.collector.access.Agents;
import io.attestream.collector.scope.DeclaredUnit;
import io.attestream.collector.scope.ScopeReader;
import io.attestream.collector.web.agent.AgentListView.Declared;
import io.attestream.collector.web.agent.AgentListView.Gap;
import io.attestream.collector.web.agent.AgentListView.Line;
import io.attestream.collector.web.agent.AgentListView.Scope;
import io.attestream.collector.web.agent.AgentListView.Unit;
import io.attestream.collector.web.view.CommitManifests;
import io.attestream.collector.web.view.Counts;
import io.attestream.collector.web.view.When;
import io.attestream.evidence.manifest.Manifest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads agents and units; what was not seen comes from the newest signed manifest of each unit. */
public final class AgentQuery {
  private static final int MOST_UNITS = 500;

  private final Agents agents = new Agents();
  private final ScopeReader scopes = new ScopeReader();

  public List<Line> agents(Handle handle, Instant now) {
    return agents.list(handle).stream().map(agent -> line(agent, now)).toList();
  }

  private static Line line(Agent agent, Instant now) {
    return new Line(
        agent.id(),
        agent.version(),
        agent.keyId(),
        state(agent, now),
        agent.lastSeq(),
        When.of(agent.enrolledAt(), now),
        agent.lastCommitAt().map(at -> When.of(at, now)),
        agent.nextBy().map(at -> When.of(at, now)));
  }

  static AgentState state(Agent agent, Instant now) {
    if (agent.revoked()) {
      return AgentState.REVOKED;
    }
    if (agent.lastCommitAt().isEmpty()) {
      return AgentState.NEVER_REPORTED;
    }
    boolean late = agent.nextBy().map(by -> by.isBefore(now)).orElse(false);
    return late ? AgentState.SILENT : AgentState.ON_TIME;
  }

  public List<Unit> units(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            SELECT u.name, u.agent_id, u.commit_idx, u.committed_at, u.next_by,
              COALESCE(c.pass, 0) AS pass, COALESCE(c.fail, 0) AS fail,
              COALESCE(c.na, 0) AS na, COALESCE(c.unknown, 0) AS unknown
            FROM unit u LEFT JOIN commit_entry c ON c.idx = u.commit_idx
            ORDER BY u.name LIMIT :most
            """)
        .bind("most", MOST_UNITS)
        .map((row, context) -> unit(handle, row, now))
        .list();
  }

  /** What the owner declares now, against what came. */
  public Optional<Scope> scope(Handle handle, Instant now) {
    return scopes
        .present(handle, now)
        .map(
            scope ->
                new Scope(
                    scope.serial(),
                    scope.index(),
                    When.of(scope.from(), now),
                    scopes.declared(handle, scope.serial()).stream()
                        .map(unit -> declared(unit, now))
                        .toList(),
                    scopes.undeclared(handle, scope.serial())));
  }

  private static Declared declared(DeclaredUnit unit, Instant now) {
    AgentState state =
        unit.committedAt().isEmpty()
            ? AgentState.NEVER_REPORTED
            : unit.silent(now) ? AgentState.SILENT : AgentState.ON_TIME;
    return new Declared(
        unit.agent(),
        unit.unit(),
        every(unit.longest()),
        unit.committedAt().map(at -> When.of(at, now)),
        state);
  }

  /** Whole, unlike {@link When#length}: it is what was signed. */
  private static String every(Duration longest) {
    String text = longest.toDays() > 0 ? longest.toDays() + " d " : "";
    text += longest.toHoursPart() > 0 ? longest.toHoursPart() + " h " : "";
    text += longest.toMinutesPart() > 0 ? longest.toMinutesPart() + " min " : "";
    text += longest.toSecondsPart() > 0 ? longest.toSecondsPart() + " s" : "";
    return text.strip();
  }

  private static Unit unit(Handle handle, ResultSet row, Instant now) throws SQLException {
    long commit = row.getLong("commit_idx");
    Optional<Manifest> manifest = CommitManifests.of(handle, commit);
    return new Unit(
        row.getString("name"),
        row.getString("agent_id"),
        row.getLong("next_by") < now.toEpochMilli(),
        manifest.map(m -> m.population().resources()).orElse(0L),
        new Counts(
            row.getLong("pass"), row.getLong("fail"), row.getLong("na"), row.getLong("unknown")),
        commit,
        When.of(row.getLong("committed_at"), now),
        When.of(row.getLong("next_by"), now),
        manifest.map(AgentQuery::gaps).orElse(List.of()));
  }

  private static List<Gap> gaps(Manifest manifest) {
    return manifest.population().enumerations().stream()
        .filter(enumeration -> !enumeration.complete())
        .map(enumeration -> new Gap(enumeration.type(), enumeration.api(), enumeration.error()))
        .toList();
  }
}
