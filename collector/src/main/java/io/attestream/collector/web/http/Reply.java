package io.attestream.collector.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an endpoint answers; {@link ReplyWriter} puts it on the wire. */
public sealed interface Reply {
  /** A page or a part of one. */
  static Reply html(int status, byte[] body) {
    return new Content(status, "text/html; charset=utf-8", body, Map.of());
  }

  static Reply json(int status, byte[] body) {
    return new Content(status, "application/json", body, Map.of());
  }

  /** 303 See Other: the browser follows with GET, so that reloading repeats nothing. */
  static Reply seeOther(String location) {
    return new SeeOther(location, List.of());
  }

  /** A body with its media type and further headers. The body belongs to the reply. */
  record Content(int status, String type, byte[] body, Map<String, String> headers)
      implements Reply {
    public Content {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * A redirect.
   *
   * @param cookies values of {@code Set-Cookie}
   */
  record SeeOther(String location, List<String> cookies) implements Reply {
    public SeeOther {
      cookies = List.copyOf(cookies);
    }
  }

  /** A file on disk, sent without reading it into memory, offered as {@code name}. */
  record Download(Path file, String name, String type) implements Reply {}

  /** Hands the response to a handler that keeps it open, on the request's event loop. */
  record Stream(Handler<RoutingContext> handler) implements Reply {}
}
