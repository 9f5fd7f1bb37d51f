package io.attestream.agent.kubernetes;

import java.util.Map;
import java.util.function.Consumer;

/** Lists kinds page by page, with a bounded number of retries. Used by one thread at a time. */
final class PagedListing {
  private static final int ATTEMPTS = 4;
  private static final int RESTARTS = 3;

  private final KubernetesApi api;
  private final Backoff backoff;

  PagedListing(KubernetesApi api, Backoff backoff) {
    this.api = api;
    this.backoff = backoff;
  }

  /** A call that may be made again. */
  interface Attempt<T> {
    T run() throws ApiFailure, InterruptedException;
  }

  /**
   * All pages of a kind.
   *
   * @param page called after each page
   * @param again called when a page token grew too old and the listing begins anew
   * @return the version at which a watch takes over
   */
  String list(Kind kind, Consumer<Map<String, Object>> items, Runnable page, Runnable again)
      throws ApiFailure, InterruptedException {
    String next = "";
    int restarts = 0;
    while (true) {
      String token = next;
      try {
        var read = attempt(() -> api.list(kind, token, items));
        page.run();
        if (read.next().isEmpty()) {
          return read.resourceVersion();
        }
        next = read.next();
      } catch (ApiFailure failure) {
        if (!failure.gone() || ++restarts > RESTARTS) {
          throw failure;
        }
        again.run();
        next = "";
      }
    }
  }

  /** Calls again, a few times, when a failure may pass. */
  <T> T attempt(Attempt<T> call) throws ApiFailure, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        T answer = call.run();
        backoff.succeeded();
        return answer;
      } catch (ApiFailure failure) {
        if (!failure.passing() || attempt == ATTEMPTS) {
          backoff.succeeded();
          throw failure;
        }
        backoff.pause(failure.retryAfter());
      }
    }
  }
}
