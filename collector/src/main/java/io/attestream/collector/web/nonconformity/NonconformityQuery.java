package io.attestream.collector.web.nonconformity;

import io.attestream.checks.catalogue.Catalogue;
import io.attestream.collector.nonconformity.Effectiveness;
import io.attestream.collector.nonconformity.EntryTable;
import io.attestream.collector.nonconformity.Failure;
import io.attestream.collector.nonconformity.Kind;
import io.attestream.collector.nonconformity.Nonconformity;
import io.attestream.collector.nonconformity.NonconformityRegister;
import io.attestream.collector.nonconformity.NonconformityTable;
import io.attestream.collector.nonconformity.SimilarCases;
import io.attestream.collector.nonconformity.Stage;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.nonconformity.NonconformityView.Failed;
import io.attestream.collector.web.view.GradeBadge;
import io.attestream.collector.web.view.Link;
import io.attestream.collector.web.view.Mark;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads the register for pages and the API. */
public final class NonconformityQuery {
  private final Reference reference;
  private final Catalogue catalogue;
  private final NonconformityRegister register;

  public NonconformityQuery(
      Reference reference, Catalogue catalogue, NonconformityRegister register) {
    this.reference = reference;
    this.catalogue = catalogue;
    this.register = register;
  }

  /**
   * Which entries are wanted.
   *
   * @param requirement or empty for all
   * @param before an id for the next page of closed or all entries; 0 for the first
   */
  public record Filter(RegisterState state, Optional<Kind> kind, String requirement, long before) {}

  public RegisterView list(Handle handle, Filter filter, int size, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Nonconformity> open = NonconformityTable.open(handle);
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    open.forEach(entry -> counts.merge(entry.kind(), 1L, Long::sum));
    Page<Nonconformity> page =
        switch (filter.state()) {
          case OPEN, OVERDUE ->
              new Page<>(
                  open.stream()
                      .filter(e -> filter.state() == RegisterState.OPEN || e.overdue(today))
                      .filter(e -> filter.kind().map(kind -> kind == e.kind()).orElse(true))
                      .filter(
                          e ->
                              filter.requirement().isEmpty()
                                  || e.requirement().text().equals(filter.requirement()))
                      .toList(),
                  0);
          case CLOSED, ALL ->
              Page.of(
                  NonconformityTable.newest(
                      handle,
                      filter.state() == RegisterState.CLOSED,
                      filter.kind().map(Enum::name).orElse(""),
                      filter.requirement(),
                      filter.before(),
                      size + 1),
                  size,
                  Nonconformity::id);
        };
    return new RegisterView(
        filter.state(),
        filter.kind(),
        counts,
        open.stream().filter(entry -> entry.overdue(today)).count(),
        page.items().stream().map(entry -> line(entry, now)).toList(),
        page.more() ? next(filter, page.next()) : "");
  }

  private static String next(Filter filter, long before) {
    return Link.to("/nonconformities")
        .with("state", filter.state().name().toLowerCase(Locale.ROOT))
        .with("kind", filter.kind().map(k -> k.name().toLowerCase(Locale.ROOT)).orElse(""))
        .with("requirement", filter.requirement())
        .with("before", before)
        .toString();
  }

  private RegisterView.Line line(Nonconformity entry, Instant now) {
    return new RegisterView.Line(
        entry, Mark.of(entry, now), Origin.of(entry.requirement(), reference));
  }

  /** One entry; 404 when there is none with this number. */
  public NonconformityView one(
      Handle handle, long id, Instant now, List<String> problems, Map<String, String> sent) {
    Nonconformity entry =
        NonconformityTable.find(handle, id)
            .orElseThrow(() -> HttpProblem.notFound("The register has no entry " + id + "."));
    SimilarCases similar = SimilarCases.read(handle, catalogue, entry);
    List<NonconformityView.Line> timeline = new ArrayList<>();
    EntryTable.of(handle, id).forEach(line -> timeline.add(TimelineText.line(line, now)));
    Collections.reverse(timeline);
    Optional<Instant> ends = entry.progress().windowEnds();
    String grade = entry.opening().grade();
    return new NonconformityView(
        entry,
        Mark.of(entry, now),
        Origin.of(entry.requirement(), reference),
        When.of(entry.opening().at(), now),
        grade.isEmpty() ? Optional.empty() : Optional.of(GradeBadge.of(grade, false)),
        NonconformityTable.scope(handle, id),
        failed(NonconformityTable.failures(handle, id), now),
        NonconformityTable.tickets(handle, id).stream().map(TimelineText::ticket).toList(),
        timeline,
        similar,
        failed(similar.failures(), now),
        similar.entries().stream().map(other -> Mark.of(other, now)).toList(),
        entry.stage() == Stage.VERIFYING ? Effectiveness.gap(handle, entry) : "",
        ends.map(at -> When.of(at, now)),
        ends.map(at -> !now.isBefore(at)).orElse(false),
        NonconformityTable.categories(handle),
        register.clocks(handle).of(entry.kind()).windowDays(),
        LocalDate.ofInstant(now, ZoneOffset.UTC),
        problems,
        sent);
  }

  private List<Failed> failed(List<Failure> failures, Instant now) {
    return failures.stream()
        .map(
            failure ->
                new Failed(
                    failure.check(),
                    reference.checkTitle(failure.check()),
                    failure.name(),
                    failure.unit(),
                    When.of(failure.openedAt(), now)))
        .toList();
  }
}
