package io.attestream.collector.notification;

import io.attestream.checks.catalogue.Fields;
import io.attestream.checks.yaml.Problem;
import io.attestream.checks.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The key {@code webhook}, {@code slack} or {@code email} of a channel. Secrets come from files or variables. */
final class TargetReader {
  private static final int LARGEST_SECRET = 4096;
  private static final int SHORTEST_KEY = 16;
  private static final int MOST_ADDRESSES = 20;
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");
  private static final Set<String> WEBHOOK =
      Set.of("url", "urlFile", "urlEnv", "secretFile", "secretEnv", "plaintext");
  private static final Set<String> SLACK = Set.of("urlFile", "urlEnv", "plaintext");
  private static final Set<String> EMAIL =
      Set.of(
          "host",
          "port",
          "tls",
          "user",
          "passwordFile",
          "passwordEnv",
          "authorities",
          "from",
          "to");

  private final String file;
  private final Map<String, String> environment;
  private final List<Problem> problems;

  TargetReader(String file, Map<String, String> environment, List<Problem> problems) {
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  /** Empty after a problem. */
  Optional<Target> read(Fields channel) {
    List<String> given =
        List.of("webhook", "slack", "email").stream().filter(channel::has).toList();
    if (given.size() != 1) {
      channel.problem(channel.line(), "a channel has one of webhook, slack and email");
      return Optional.empty();
    }
    return switch (given.get(0)) {
      case "webhook" -> inner(channel, "webhook", WEBHOOK, this::webhook);
      case "slack" -> inner(channel, "slack", SLACK, this::slack);
      default -> inner(channel, "email", EMAIL, this::email);
    };
  }

  private Optional<Target> inner(
      Fields channel, String key, Set<String> keys, Function<Fields, Target> read) {
    int before = problems.size();
    Optional<YamlNode> node = channel.node(key);
    return node.flatMap(n -> Fields.of(file, n, "'" + key + "'", keys, problems))
        .map(read)
        .filter(target -> problems.size() == before);
  }

  private Target webhook(Fields fields) {
    String secret = secret(fields, "secret");
    byte[] key = key(secret);
    if (!secret.isEmpty() && key.length < SHORTEST_KEY) {
      fields.problem(
          fields.line(),
          "the secret must have at least "
              + SHORTEST_KEY
              + " bytes, or be whsec_ and as many in base64");
    }
    String url = fields.has("url") ? fields.text("url") : secret(fields, "url");
    return new Target.Webhook(url(fields, url), key);
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith("whsec_")) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(secret.substring("whsec_".length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private Target slack(Fields fields) {
    return new Target.Slack(url(fields, secret(fields, "url")));
  }

  /** HTTPS, or HTTP to this machine or where the file says so. */
  private static URI url(Fields fields, String text) {
    URI none = URI.create("https://invalid");
    if (text.isEmpty()) {
      return none;
    }
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme());
      String host = url.getHost();
      if (host == null || url.getUserInfo() != null || url.getFragment() != null) {
        fields.problem(fields.line(), "the url needs a host and no user, password or fragment");
        return none;
      }
      boolean loopback =
          host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
      if (!scheme.equals("https")
          && !(scheme.equals("http") && (loopback || fields.flag("plaintext")))) {
        fields.problem(
            fields.line(),
            "the url must begin with https://, or http:// with plaintext: true when who reads"
                + " along on the way is no matter");
      }
      return url;
    } catch (URISyntaxException e) {
      fields.problem(fields.line(), "the url cannot be read: " + e.getReason());
      return none;
    }
  }

  private Target email(Fields fields) {
    String host = fields.text("host");
    Target.Tls tls =
        fields.has("tls")
            ? fields.choice("tls", Target.Tls.values(), Target.Tls::name)
            : Target.Tls.STARTTLS;
    int port = fields.has("port") ? fields.number("port", 1) : tls == Target.Tls.TLS ? 465 : 587;
    if (port > 65_535) {
      fields.problem(fields.valueLine("port"), "'port' is above 65535");
    }
    Optional<Target.Login> login =
        fields.has("user")
            ? Optional.of(new Target.Login(fields.text("user"), secret(fields, "password")))
            : Optional.empty();
    boolean loopback = host.equals("localhost") || host.startsWith("127.");
    if (tls == Target.Tls.NONE && login.isPresent() && !loopback) {
      fields.problem(fields.line("tls"), "a password is not sent without TLS");
    }
    String from = address(fields, "from", fields.text("from"));
    List<String> to = fields.texts("to");
    to.forEach(address -> address(fields, "to", address));
    if (to.isEmpty() || to.size() > MOST_ADDRESSES) {
      fields.problem(fields.line("to"), "'to' needs 1 to " + MOST_ADDRESSES + " addresses");
    }
    return new Target.Email(
        host, port, tls == null ? Target.Tls.STARTTLS : tls, login, authorities(fields), from, to);
  }

  private static Optional<Path> authorities(Fields fields) {
    if (!fields.has("authorities")) {
      return Optional.empty();
    }
    Path path = Path.of(fields.text("authorities"));
    if (!Files.isReadable(path)) {
      fields.problem(fields.valueLine("authorities"), "'authorities': cannot read " + path);
    }
    return Optional.of(path);
  }

  private static String address(Fields fields, String key, String text) {
    if (!text.isEmpty() && !ADDRESS.matcher(text).matches()) {
      fields.problem(fields.valueLine(key), "'" + key + "': '" + text + "' is no mail address");
    }
    return text;
  }

  /** The text that {@code <name>File} or {@code <name>Env} leads to; empty after a problem. */
  private String secret(Fields fields, String name) {
    String fileKey = name + "File";
    String envKey = name + "Env";
    if (fields.has(fileKey) == fields.has(envKey)) {
      fields.problem(fields.line(), "'" + fileKey + "' or '" + envKey + "' is needed");
      return "";
    }
    if (fields.has(envKey)) {
      String variable = fields.text(envKey);
      String value = environment.getOrDefault(variable, "").strip();
      if (value.isEmpty()) {
        fields.problem(fields.valueLine(envKey), "variable " + variable + " is not set");
      }
      return value;
    }
    return fromFile(fields, fileKey);
  }

  private static String fromFile(Fields fields, String key) {
    String path = fields.text(key);
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(LARGEST_SECRET + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > LARGEST_SECRET || text.isEmpty()) {
        fields.problem(
            fields.valueLine(key), path + " must hold 1 to " + LARGEST_SECRET + " bytes");
      }
      return text;
    } catch (IOException e) {
      fields.problem(fields.valueLine(key), "cannot read " + path);
      return "";
    }
  }
}
