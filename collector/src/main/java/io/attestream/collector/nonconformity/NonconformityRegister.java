package io.attestream.collector.nonconformity;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.checks.control.Control;
import io.attestream.checks.control.ControlRegistry;
import io.attestream.checks.model.ControlEdge;
import io.attestream.collector.decision.Decision;
import io.attestream.collector.decision.DecisionRefused;
import io.attestream.collector.decision.Decisions;
import io.attestream.collector.parameters.ParametersInForce;
import io.attestream.evidence.json.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Opens entries and moves them on; each change is a decision of the log, stored with it or not at all.
 * Nothing is opened without a person. Every method blocks.
 */
public final class NonconformityRegister {
  /** Most entries that are open at a time. */
  public static final int MOST_OPEN = 1000;

  /** Most things that happen to one entry. */
  public static final int MOST_ENTRIES = 500;

  /** Of a decision's content, so that its signed entry fits into the log. */
  private static final int MOST_BYTES = 40_000;

  private static final int MOST_TICKETS = 20;
  private static final int LONGEST_TICKET = 300;

  private final Catalogue catalogue;
  private final ControlRegistry registry;
  private final Decisions decisions;
  private final ParametersInForce parameters = new ParametersInForce();

  public NonconformityRegister(Catalogue catalogue, ControlRegistry registry, Decisions decisions) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.decisions = decisions;
  }

  /** The days in force, as the handle's transaction sees them. */
  public Clocks clocks(Handle handle) {
    return Clocks.of(parameters.read(handle));
  }

  /**
   * Opens an entry; the grade and the failures are read here, not taken from the draft.
   *
   * @return its id
   */
  public long open(String by, Draft draft) {
    List<String> problems = new ArrayList<>(draft.problems());
    if (!draft.requirement().known(registry)) {
      problems.add(
          "'"
              + draft.requirement().text()
              + "' is no requirement; a control reads A.8.15, a clause 9.2");
    }
    for (Watched watched : draft.scope()) {
      if (catalogue.byId(watched.check()).isEmpty()) {
        problems.add("there is no check '" + watched.check() + "'");
      }
    }
    DecisionRefused.unlessFree(problems);
    return decisions.decide(
        by,
        (handle, index, now) -> {
          if (NonconformityTable.countOpen(handle) >= MOST_OPEN) {
            throw new DecisionRefused("there are " + MOST_OPEN + " open entries; close one first");
          }
          NonconformityOpening opened =
              NonconformityOpening.of(handle, index, now, by, draft, clocks(handle));
          return decision(
              handle,
              opened.entry(),
              "nonconformity-opened",
              opened.content(),
              opened.entry().id());
        });
  }

  /** Takes a step. */
  public void step(String by, long id, Step step) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          Nonconformity entry = find(handle, id);
          return step(handle, index, now, entry, actor(handle, by, entry), step);
        });
  }

  /** A step within the transaction of its log entry; the collector's own steps come here too. */
  Decision<Boolean> step(
      Handle handle, long index, Instant now, Nonconformity entry, Actor actor, Step step) {
    List<String> problems =
        new ArrayList<>(
            LifeCycle.problems(entry.kind(), entry.owner(), entry.progress(), step, actor, now));
    if (step.kind() == StepKind.VERIFICATION || step.kind() == StepKind.EFFECTIVENESS) {
      long open = FailureQuery.countOpen(handle, entry.id());
      if (open > 0) {
        problems.add(
            open
                + (open == 1 ? " failure in its scope is" : " failures in its scope are")
                + " still open");
      }
    }
    if (!actor.equals(Actor.COLLECTOR)) {
      bounded(handle, entry, problems);
    }
    DecisionRefused.unlessFree(problems);
    Progress next =
        LifeCycle.next(entry.progress(), step, actor.name(), now, FailureQuery.newest(handle));
    update(handle, entry, entry.kind(), entry.owner(), next);
    Map<String, Object> content = new TreeMap<>(step.json());
    if (LifeCycle.alone(entry.owner(), entry.progress(), step, actor)) {
      content.put("alone", true);
    }
    return logged(
        handle, index, now, entry, actor.name(), step.kind().name(), step.kind().logged(), content);
  }

  /** Adds a note to its log. */
  public void note(String by, long id, String text) {
    List<String> problems = new ArrayList<>();
    TextRules.needed(problems, "a note", text, TextRules.LONG);
    DecisionRefused.unlessFree(problems);
    record(by, id, Entry.NOTE, "nonconformity-note", Map.of("text", text));
  }

  /** Links a ticket: an address or a key. */
  public void ticket(String by, long id, String ticket) {
    List<String> problems = new ArrayList<>();
    TextRules.needed(problems, "a ticket", ticket, LONGEST_TICKET);
    DecisionRefused.unlessFree(problems);
    decisions.decide(
        by,
        (handle, index, now) -> {
          Nonconformity entry = find(handle, id);
          List<String> tickets = NonconformityTable.tickets(handle, id);
          if (tickets.contains(ticket)) {
            throw new DecisionRefused("the ticket is linked already");
          }
          if (tickets.size() >= MOST_TICKETS) {
            throw new DecisionRefused("there are " + MOST_TICKETS + " tickets already");
          }
          unlessFull(handle, entry);
          handle.execute(
              "INSERT INTO nonconformity_ticket (nonconformity_id, ticket) VALUES (?, ?)",
              id,
              ticket);
          return logged(
              handle,
              index,
              now,
              entry,
              by,
              Entry.TICKET,
              "nonconformity-ticket",
              Map.of("text", ticket));
        });
  }

  /**
   * Gives it another owner or, between major and minor, another kind. Its clocks run on from where
   * they began, with the days of the new kind.
   */
  public void change(String by, long id, String owner, Kind kind, String reason) {
    List<String> problems = new ArrayList<>();
    TextRules.needed(problems, "an owner", owner, TextRules.SHORT);
    TextRules.needed(problems, "a reason", reason, TextRules.LONG);
    DecisionRefused.unlessFree(problems);
    decisions.decide(
        by,
        (handle, index, now) -> {
          Nonconformity entry = find(handle, id);
          if (!entry.open()) {
            throw new DecisionRefused("it is closed");
          }
          if (kind.nonconformity() != entry.kind().nonconformity()) {
            throw new DecisionRefused(
                "an OFI is no nonconformity: open another entry, and reject or close this one");
          }
          if (owner.equals(entry.owner()) && kind == entry.kind()) {
            throw new DecisionRefused("this changes nothing");
          }
          unlessFull(handle, entry);
          update(handle, entry, kind, owner, entry.progress());
          Map<String, Object> content =
              Map.of(
                  "text", reason,
                  "before", Map.of("owner", entry.owner(), "kind", entry.kind().name()),
                  "after", Map.of("owner", owner, "kind", kind.name()));
          return logged(
              handle, index, now, entry, by, Entry.CHANGE, "nonconformity-change", content);
        });
  }

  private void record(String by, long id, String kind, String logged, Map<String, Object> content) {
    decisions.decide(
        by,
        (handle, index, now) -> {
          Nonconformity entry = find(handle, id);
          unlessFull(handle, entry);
          return logged(handle, index, now, entry, by, kind, logged, content);
        });
  }

  private Decision<Boolean> logged(
      Handle handle,
      long index,
      Instant now,
      Nonconformity entry,
      String by,
      String kind,
      String logged,
      Map<String, Object> content) {
    int round = entry.progress().reopenings();
    EntryTable.add(handle, entry.id(), new Entry(kind, round, by, now, content, index));
    return decision(handle, entry, logged, content, true);
  }

  private <R> Decision<R> decision(
      Handle handle, Nonconformity entry, String logged, Map<String, Object> content, R result) {
    if (CanonicalJson.bytes(content).length > MOST_BYTES) {
      throw new DecisionRefused("it is longer than the log takes; shorten the texts");
    }
    Set<String> controls = controls(entry, NonconformityTable.scope(handle, entry.id()));
    return new Decision<>(logged, "nonconformity/" + entry.number(), content, controls, result);
  }

  private void update(
      Handle handle, Nonconformity entry, Kind kind, String owner, Progress progress) {
    Clocks clocks = clocks(handle);
    NonconformityTable.update(
        handle,
        entry.id(),
        kind,
        owner,
        progress,
        clocks.due(kind, progress).orElse(null),
        clocks.actionDue(kind, progress).orElse(null));
  }

  private static Nonconformity find(Handle handle, long id) {
    return NonconformityTable.find(handle, id)
        .orElseThrow(() -> new DecisionRefused("there is no entry " + id));
  }

  private static void unlessFull(Handle handle, Nonconformity entry) {
    List<String> problems = new ArrayList<>();
    bounded(handle, entry, problems);
    DecisionRefused.unlessFree(problems);
  }

  private static void bounded(Handle handle, Nonconformity entry, List<String> problems) {
    if (EntryTable.count(handle, entry.id()) >= MOST_ENTRIES) {
      problems.add("its log has " + MOST_ENTRIES + " lines; open another entry");
    }
  }

  /** The user, and whether someone else could take a step that its worker should not judge. */
  private static Actor actor(Handle handle, String by, Nonconformity entry) {
    Progress progress = entry.progress();
    String worker =
        progress.stage() == Stage.PLAN ? progress.plan().by() : progress.implementedBy();
    long others =
        handle
            .createQuery(
                """
                SELECT COUNT(*) FROM app_user WHERE disabled_at IS NULL
                  AND role IN ('admin', 'manager') AND name <> :worker AND lower(name) <> lower(:owner)
                """)
            .bind("worker", worker)
            .bind("owner", entry.owner())
            .mapTo(Long.class)
            .one();
    return new Actor(by, others == 0);
  }

  /** Whose grades it may change; what concerns a clause alone shows across all controls. */
  private Set<String> controls(Nonconformity entry, List<Watched> scope) {
    Set<String> controls = new HashSet<>();
    entry.requirement().control().ifPresent(controls::add);
    for (Watched watched : scope) {
      catalogue
          .byId(watched.check())
          .ifPresent(
              check -> check.controls().stream().map(ControlEdge::control).forEach(controls::add));
    }
    if (controls.isEmpty()) {
      registry.controls().stream().map(Control::id).forEach(controls::add);
    }
    return controls;
  }
}
