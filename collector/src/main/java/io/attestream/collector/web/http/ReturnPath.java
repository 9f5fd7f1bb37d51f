package io.attestream.collector.web.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where to go after signing in; only paths of this site. */
public final class ReturnPath {
  private ReturnPath() {}

  /** The sign-in page that leads back to {@code uri}. */
  public static String signIn(String uri) {
    String safe = local(uri);
    return safe.equals("/")
        ? "/login"
        : "/login?next=" + URLEncoder.encode(safe, StandardCharsets.UTF_8);
  }

  /** The path if it stays on this site, else the overview. */
  public static String local(String uri) {
    boolean here =
        uri.startsWith("/")
            && !uri.startsWith("//")
            && uri.indexOf('\\') < 0
            && uri.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return here ? uri : "/";
  }
}
