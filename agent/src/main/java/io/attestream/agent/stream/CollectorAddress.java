package io.attestream.agent.stream;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where the collector listens, and how it is trusted.
 *
 * @param caFile PEM file of the certificate authorities; empty for the platform's
 */
public record CollectorAddress(String host, int port, boolean tls, String caFile) {
  /**
   * Reads a base URL.
   *
   * @throws IllegalArgumentException for other schemes, and for plain http to another machine
   */
  public static CollectorAddress of(String url, String caFile) {
    URI uri = URI.create(url);
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("collector.url: " + url + " names no host");
    }
    host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean tls = "https".equals(uri.getScheme());
    if (!tls && !"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException("collector.url: " + url + " is neither http nor https");
    }
    if (!tls && !loopback(host)) {
      throw new IllegalArgumentException(
          "collector.url: plain http is for loopback addresses only; use https for " + host);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    return new CollectorAddress(host, port, tls, caFile);
  }

  private static boolean loopback(String host) {
    if (!host.equals("localhost") && !host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  SocketAddress socket() {
    return SocketAddress.inetSocketAddress(port, host);
  }

  /** HTTP/2, with prior knowledge where there is no TLS. */
  HttpClientOptions http() {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setConnectTimeout(10_000)
            .setTcpKeepAlive(true);
    if (tls) {
      options.setSsl(true).setUseAlpn(true).setVerifyHost(true);
      if (!caFile.isEmpty()) {
        options.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
      }
    }
    return options;
  }
}
