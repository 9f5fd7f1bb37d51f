package io.attestream.collector.access;

import java.time.Instant;

/**
 * A signed-in browser.
 *
 * @param csrf token that every changing request of this session must carry
 */
public record Session(User user, String csrf, Instant createdAt, Instant expiresAt) {
  /**
   * A session that was just opened.
   *
   * @param cookie the secret for the browser; the database holds only its digest
   */
  public record Opened(String cookie, Session session) {}
}
