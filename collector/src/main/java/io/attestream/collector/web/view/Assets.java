package io.attestream.collector.web.view;

import io.attestream.collector.web.http.Access;
import io.attestream.collector.web.http.HttpProblem;
import io.attestream.collector.web.http.Reply;
import io.attestream.collector.web.http.Request;
import io.attestream.collector.web.http.Route;
import io.attestream.evidence.hash.Hex;
import io.attestream.evidence.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The style sheets and scripts: a fixed list, read once from the class path. Their addresses carry a
 * digest of the content, so a browser may keep them for ever.
 */
public final class Assets {
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final Map<String, String> PLACES =
      Map.of(
          "app.css", "/static/app.css",
          "app.js", "/static/app.js",
          "charts.js", "/static/charts.js",
          "theme.js", "/static/theme.js",
          "icon.svg", "/static/icon.svg",
          "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
          "echarts.js", WEBJARS + "echarts/5.3.1/dist/echarts.common.min.js");

  private final Map<String, Asset> assets = new TreeMap<>();

  private record Asset(byte[] body, String type, String digest) {}

  public Assets() {
    PLACES.forEach((name, place) -> assets.put(name, load(name, place)));
  }

  public Route route() {
    return Route.get("/static/:digest/:name", Access.ANYONE, this::serve);
  }

  /** Where a browser finds an asset; a bug when there is none of that name. */
  public String url(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no asset '" + name + "'");
    }
    return "/static/" + asset.digest() + "/" + name;
  }

  private Reply serve(Request request) {
    Asset asset = assets.get(request.part("name"));
    if (asset == null || !asset.digest().equals(request.part("digest"))) {
      throw HttpProblem.notFound("There is nothing at " + request.path() + ".");
    }
    return new Reply.Content(
        200,
        asset.type(),
        asset.body(),
        Map.of("Cache-Control", "public, max-age=31536000, immutable"));
  }

  private static Asset load(String name, String place) {
    try (InputStream in = Assets.class.getResourceAsStream(place)) {
      if (in == null) {
        throw new IllegalStateException("the asset " + place + " is not on the class path");
      }
      byte[] body = in.readAllBytes();
      return new Asset(body, type(name), Hex.encode(Sha256.of(body)).substring(0, 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    return List.of("css", "js", "svg").stream()
        .filter(ending -> name.endsWith("." + ending))
        .map(
            ending ->
                switch (ending) {
                  case "css" -> "text/css; charset=utf-8";
                  case "svg" -> "image/svg+xml";
                  default -> "text/javascript; charset=utf-8";
                })
        .findFirst()
        .orElseThrow();
  }
}
