package io.attestream.collector.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes a {@link Reply} to the response. */
public final class ReplyWriter {
  private ReplyWriter() {}

  public static void write(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (reply instanceof Reply.Content content) {
      response.setStatusCode(content.status()).putHeader("Content-Type", content.type());
      content.headers().forEach(response::putHeader);
      if (!response.headers().contains("Cache-Control")) {
        response.putHeader("Cache-Control", "no-store");
      }
      context.end(Buffer.buffer(content.body()));
    } else if (reply instanceof Reply.SeeOther redirect) {
      response.setStatusCode(303).putHeader("Location", redirect.location());
      redirect.cookies().forEach(cookie -> response.headers().add("Set-Cookie", cookie));
      context.end();
    } else if (reply instanceof Reply.Download download) {
      response
          .putHeader("Content-Type", download.type())
          .putHeader("Cache-Control", "no-store")
          .putHeader("Content-Disposition", "attachment; filename=\"" + download.name() + "\"");
      response.sendFile(download.file().toString()).onFailure(context::fail);
    } else if (reply instanceof Reply.Stream stream) {
      stream.handler().handle(context);
    }
  }
}
