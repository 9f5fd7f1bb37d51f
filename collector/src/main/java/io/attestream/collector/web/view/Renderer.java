package io.attestream.collector.web.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import java.util.Map;

/** Renders the templates that were compiled with the program. Thread-safe. */
public final class Renderer {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;

  public Renderer(Assets assets) {
    this.assets = assets;
  }

  /** A page in its frame; the template takes {@code shell}, {@code assets} and {@code view}. */
  public Reply page(String template, String title, String section, Request request, Object view) {
    return page(200, template, title, section, request, view);
  }

  public Reply page(
      int status, String template, String title, String section, Request request, Object view) {
    return Reply.html(
        status,
        render(
            template,
            Map.of("shell", Shell.of(title, section, request), "assets", assets, "view", view)));
  }

  /** A page without a session; the template takes {@code assets} and {@code view}. */
  public Reply bare(int status, String template, Object view) {
    return Reply.html(status, render(template, Map.of("assets", assets, "view", view)));
  }

  public byte[] render(String template, Map<String, Object> parameters) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", parameters, output);
    return output.toByteArray();
  }

  public Assets assets() {
    return assets;
  }
}
