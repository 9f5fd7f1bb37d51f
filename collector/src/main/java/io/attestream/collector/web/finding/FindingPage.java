package io.attestream.collector.web.finding;

import io.attestream.collector.store.Database;
import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.collector.web.live.ProvisionalBoard;
import io.attestream.collector.web.resource.ResourceSearch;
import io.attestream.collector.web.view.Link;
import io.attestream.collector.web.view.Page;
import io.attestream.collector.web.view.Reference;
import io.attestream.collector.web.view.Renderer;
import io.attestream.collector.web.view.SeverityBadge;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** {@code /findings}. */
public final class FindingPage {
  private final Database database;
  private final FindingQuery query;
  private final ProvisionalBoard provisional;
  private final Renderer renderer;

  public FindingPage(
      Database database, Reference reference, ProvisionalBoard provisional, Renderer renderer) {
    this.database = database;
    this.query = new FindingQuery(reference);
    this.provisional = provisional;
    this.renderer = renderer;
  }

  public List<Route> routes() {
    return List.of(Route.get("/findings", Access.VIEWER, this::list));
  }

  private Reply list(Request request) {
    FindingListView view = database.read(handle -> load(handle, request));
    return renderer.page("findings", "Findings", "/findings", request, view);
  }

  private FindingListView load(Handle handle, Request request) {
    var filter =
        new FindingQuery.Filter(
            request.query("state", FindingState.class).orElse(FindingState.OPEN),
            request.query("severity", SeverityBadge.class),
            request.query("unit"),
            request.query("check"),
            request.query("before", 0, Long.MAX_VALUE, 0));
    Page<FindingListView.Line> page = query.find(handle, filter, Page.SIZE, request.now());
    boolean first = filter.before() == 0 && filter.state() != FindingState.RESOLVED;
    return new FindingListView(
        filter.state(),
        filter.severity(),
        filter.unit(),
        filter.check(),
        ResourceSearch.units(handle),
        first ? provisional.failures(filter.unit(), filter.check(), request.now()) : List.of(),
        page,
        page.more() ? next(filter, page.next()) : "");
  }

  private static String next(FindingQuery.Filter filter, long before) {
    return Link.to("/findings")
        .with("state", filter.state().name().toLowerCase(Locale.ROOT))
        .with("severity", filter.severity().map(s -> s.name().toLowerCase(Locale.ROOT)).orElse(""))
        .with("unit", filter.unit())
        .with("check", filter.check())
        .with("before", before)
        .toString();
  }
}
