package io.attestream.agent.aws.scan;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an operation that the SDK has no paginator for. Each page is asked for when the one
 * before it was used.
 *
 * @param call gives the page of a token; {@code null} for the first
 * @param next the token of the page after this one; {@code null} or empty after the last
 */
public record TokenPages<P>(Function<@Nullable String, P> call, Function<P, @Nullable String> next)
    implements Iterable<P> {
  /** A service that never ends its pages would hold a scan for ever. */
  private static final int MAX_PAGES = 10_000;

  @Override
  public Iterator<P> iterator() {
    return new Pages();
  }

  private final class Pages implements Iterator<P> {
    private @Nullable String token;
    private int read;

    @Override
    public boolean hasNext() {
      return read == 0 || (token != null && !token.isEmpty() && read < MAX_PAGES);
    }

    @Override
    public P next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      P page = call.apply(token);
      token = next.apply(page);
      read++;
      return page;
    }
  }
}
