package io.attestream.collector.web.view;

import io.attestream.collector.scopes.NamedScope;
import io.attestream.collector.scopes.ScopeTable;
import io.attestream.collector.web.http.HttpProblem;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The scope that a page is about, and those that may be chosen instead.
 *
 * @param name empty for everything
 */
public record ScopeChoice(String name, String title, List<NamedScope> all) {
  public ScopeChoice {
    all = List.copyOf(all);
  }

  /** Of what a request asks for; 404 for a scope that is not defined. */
  public static ScopeChoice read(Handle handle, String name) {
    List<NamedScope> all = ScopeTable.all(handle);
    if (name.equals(NamedScope.EVERYTHING)) {
      return new ScopeChoice(name, "Everything", all);
    }
    return all.stream()
        .filter(scope -> scope.name().equals(name))
        .findFirst()
        .map(scope -> new ScopeChoice(name, scope.title(), all))
        .orElseThrow(() -> HttpProblem.notFound("There is no scope '" + name + "'."));
  }

  public boolean everything() {
    return name.equals(NamedScope.EVERYTHING);
  }

  /** A path that keeps to the scope. */
  public String of(String path) {
    return everything() ? path : path + "?scope=" + name;
  }
}
