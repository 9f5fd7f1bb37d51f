package io.attestream.collector.config;

import io.attestream.collector.config.HttpConfig.TlsConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All settings of a collector. A key is a record component: docs and reading follow from it. */
public record CollectorConfig(
    @Setting(doc = "Directory for the database, the log's signing key and bundles.", value = "data")
        Path data,
    HttpConfig http,
    LogConfig log,
    LimitsConfig limits,
    NotificationsConfig notifications) {

  /** What cannot be seen from one key alone. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    TlsConfig tls = http.tls();
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      problems.add("http.tls: certificate and key go together");
    }
    if (tls.clientAuthorities().isPresent() && !tls.enabled()) {
      problems.add("http.tls.clientAuthorities needs http.tls.certificate and http.tls.key");
    }
    if (!http.loopback() && !tls.enabled() && !http.plaintext()) {
      problems.add(
          "http.host is "
              + http.host()
              + ", which others can reach: set http.tls.certificate and http.tls.key,"
              + " or http.plaintext: true behind a proxy that does TLS");
    }
    log.stamp().authority().flatMap(CollectorConfig::unreadable).ifPresent(problems::add);
    return problems;
  }

  private static Optional<String> unreadable(String url) {
    try {
      return new URI(url).getHost() == null
          ? Optional.of("log.stamp.authority: '" + url + "' names no host")
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("log.stamp.authority: '" + url + "' is not a URL: " + e.getReason());
    }
  }
}
