package io.attestream.collector.web.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An address with a query whose empty parameters are left out. */
public final class Link {
  private final StringBuilder text;
  private char joint = '?';

  private Link(String path) {
    this.text = new StringBuilder(path);
  }

  public static Link to(String path) {
    return new Link(path);
  }

  public Link with(String name, Object value) {
    String written = String.valueOf(value);
    if (!written.isEmpty()) {
      text.append(joint).append(name).append('=');
      text.append(URLEncoder.encode(written, StandardCharsets.UTF_8));
      joint = '&';
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
