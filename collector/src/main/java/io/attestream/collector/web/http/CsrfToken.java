package io.attestream.collector.web.http;

import io.attestream.collector.access.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Every mutating request repeats its session's token, as a form field or as a header. */
public final class CsrfToken {
  public static final String FIELD = "csrf";
  public static final String HEADER = "X-CSRF-Token";

  private CsrfToken() {}

  /**
   * Refuses what a browser says was sent by another site (Fetch Metadata, {@code Sec-Fetch-Site}); this
   * also covers sign-in, which has no session yet.
   *
   * @throws HttpProblem 403
   */
  public static void requireOwnSite(Request request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new HttpProblem(403, "This form was sent by another site.");
    }
  }

  /**
   * Compares in constant time.
   *
   * @throws HttpProblem 403 when the token is missing or another
   */
  public static void require(Session session, Request request) {
    String header = request.header(HEADER);
    String given = header == null ? request.form(FIELD) : header;
    byte[] expected = session.csrf().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      throw new HttpProblem(
          403,
          "The form's token does not belong to this session. Reload the page and send it again.");
    }
  }
}
