package io.attestream.e2e.components;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls to an API server from within this process: quick enough for thousands. Safe for many threads. */
public final class KubeCalls {
  private final URI endpoint;
  private final String token;
  private final HttpClient http;

  /** @param certificate of the server, PEM */
  KubeCalls(URI endpoint, String token, Path certificate) {
    this.endpoint = endpoint;
    this.token = token;
    this.http = HttpClient.newBuilder().sslContext(trusting(certificate)).build();
  }

  /** The same server as another user. */
  private KubeCalls(KubeCalls other, String token) {
    this.endpoint = other.endpoint;
    this.token = token;
    this.http = other.http;
  }

  public KubeCalls as(String otherToken) {
    return new KubeCalls(this, otherToken);
  }

  /** Creates an object, YAML or JSON; throws when it is refused. Returns the answer, JSON. */
  public String create(String collection, String object) {
    return send("POST", collection, object);
  }

  /** Puts an object in place of another one. */
  public String replace(String path, String object) {
    return send("PUT", path, object);
  }

  private String send(String method, String path, String body) {
    String type = body.startsWith("{") ? "application/json" : "application/yaml";
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static SSLContext trusting(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("server-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the API server's certificate cannot be trusted", e);
    }
  }
}
