package io.attestream.collector.notification;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a channel leads. Text forms hold no secret. */
public sealed interface Target {
  /** What a page may show of it. */
  String shown();

  /**
   * CloudEvents over HTTP.
   *
   * @param secret key of the HMAC
   */
  record Webhook(URI url, byte[] secret) implements Target {
    @Override
    public String shown() {
      return "webhook " + place(url);
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  /** An incoming webhook of Slack; its address is a secret. */
  record Slack(URI url) implements Target {
    @Override
    public String shown() {
      return "Slack " + place(url);
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  /** How a mail server is reached. */
  enum Tls {
    /** TLS from the first byte. */
    TLS,
    /** STARTTLS, and nothing is sent when the server has none. */
    STARTTLS,
    /** None, which a loopback relay may do. */
    NONE
  }

  /**
   * Mail over SMTP.
   *
   * @param authorities PEM file of the authorities to trust instead of the JVM's
   */
  record Email(
      String host,
      int port,
      Tls tls,
      Optional<Login> login,
      Optional<Path> authorities,
      String from,
      List<String> to)
      implements Target {
    public Email {
      to = List.copyOf(to);
    }

    @Override
    public String shown() {
      return "e-mail to " + String.join(", ", to) + " by " + host + ":" + port;
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  /** Name and password of a mail account. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  private static String place(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
