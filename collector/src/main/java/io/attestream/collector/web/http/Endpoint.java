package io.attestream.collector.web.http;

/**
 * Answers one request. Runs on a worker thread, so it may read the database; it never sees a request
 * that its route's {@link Access} refuses or whose CSRF token is wrong.
 */
@FunctionalInterface
public interface Endpoint {
  /**
   * Computes the answer.
   *
   * @throws HttpProblem for an expected refusal, with its status and the place of the mistake
   */
  Reply reply(Request request);
}
