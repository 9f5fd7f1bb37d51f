package io.attestream.collector.web.api;

import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.Endpoint;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * An operation of the contract and what serves it.
 *
 * @param id the contract's operationId
 */
record ApiOperation(String id, Access access, Endpoint endpoint) {
  /** An operation that reads, open to every signed-in user. */
  static ApiOperation read(String id, Function<Request, JsonObject> body) {
    return new ApiOperation(id, Access.VIEWER, request -> json(200, body.apply(request)));
  }

  static Reply json(int status, JsonObject body) {
    return Reply.json(status, body.encode().getBytes(StandardCharsets.UTF_8));
  }
}
