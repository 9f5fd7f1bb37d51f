package io.attestream.collector.web.http;

import io.vertx.core.http.HttpMethod;
import java.util.Objects;

/**
 * One line of the route table.
 *
 * @param path a Vert.x path, {@code /controls/:id}
 */
public record Route(HttpMethod method, String path, Access access, Endpoint endpoint) {
  public Route {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(endpoint, "endpoint");
  }

  public static Route get(String path, Access access, Endpoint endpoint) {
    return new Route(HttpMethod.GET, path, access, endpoint);
  }

  public static Route post(String path, Access access, Endpoint endpoint) {
    return new Route(HttpMethod.POST, path, access, endpoint);
  }

  /** Whether the route changes something, and so needs the session's CSRF token. */
  public boolean mutating() {
    return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
  }
}
