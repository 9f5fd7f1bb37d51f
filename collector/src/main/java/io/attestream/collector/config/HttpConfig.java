package io.attestream.collector.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where agents and browsers connect. */
public record HttpConfig(
    @Setting(doc = "Address to listen on. Off loopback, TLS is required.", value = "127.0.0.1")
        String host,
    @Setting(
            doc = "Port of the dashboard, REST and gRPC alike; 0 takes a free one.",
            value = "8787",
            max = 65_535)
        int port,
    @Setting(
            doc =
                "Serve without TLS off loopback, because a proxy or mesh in front of the collector does TLS.",
            value = "false")
        boolean plaintext,
    TlsConfig tls) {

  /** TLS by PEM files. */
  public record TlsConfig(
      @Setting(doc = "PEM file with the certificate chain.") Optional<Path> certificate,
      @Setting(doc = "PEM file with its PKCS#8 private key.") Optional<Path> key,
      @Setting(doc = "PEM file with authorities; when set, clients need a certificate (mTLS).")
          Optional<Path> clientAuthorities) {

    public boolean enabled() {
      return certificate.isPresent() && key.isPresent();
    }
  }

  /** Whether only this machine can connect. */
  public boolean loopback() {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
  }
}
