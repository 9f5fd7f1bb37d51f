package io.attestream.collector.server;

import io.attestream.collector.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The one port. Requests with an {@code application/grpc} content type go to the gRPC handler, all
 * others to the router; HTTP/2 is spoken with TLS by ALPN and in clear text by upgrade or prior
 * knowledge.
 */
public final class CollectorServer {
  /** Most bytes of one field of a form, such as an imported file; routes bound the whole form. */
  public static final int LARGEST_FIELD = 64 * 1024;

  /** HTTP/2 flow-control window, so that one stream can use a fast network. */
  private static final int WINDOW = 1 << 20;

  private CollectorServer() {}

  /** Opens the port; the future ends with the listening server. */
  public static Future<HttpServer> start(
      Vertx vertx,
      HttpConfig config,
      Handler<HttpServerRequest> grpc,
      List<? extends HttpFeature> features) {
    Router router = Router.router(vertx);
    features.forEach(feature -> feature.mount(router));
    return vertx
        .createHttpServer(options(config))
        .requestHandler(request -> (isGrpc(request) ? grpc : router).handle(request))
        .listen();
  }

  private static boolean isGrpc(HttpServerRequest request) {
    String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return contentType != null && contentType.startsWith("application/grpc");
  }

  private static HttpServerOptions options(HttpConfig config) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setMaxFormAttributeSize(LARGEST_FIELD)
            .setHttp2ClearTextEnabled(true)
            .setHttp2ConnectionWindowSize(4 * WINDOW);
    options.getInitialSettings().setInitialWindowSize(WINDOW).setMaxConcurrentStreams(1000);
    HttpConfig.TlsConfig tls = config.tls();
    if (tls.certificate().isPresent() && tls.key().isPresent()) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(tls.certificate().get().toString())
                  .addKeyPath(tls.key().get().toString()));
    }
    tls.clientAuthorities()
        .ifPresent(
            authorities ->
                options
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString())));
    return options;
  }
}
