package io.attestream.checks.image;

/**
 * A container image reference, {@code registry/path:tag@digest}, split after the grammar of the OCI
 * distribution reference: the first part is a registry when it holds a dot or a colon or is {@code
 * localhost}.
 *
 * @param registry {@code docker.io} where the reference names none
 * @param tag empty when there is none
 * @param digest {@code sha256:…}, empty when there is none
 */
public record ImageReference(String registry, String repository, String tag, String digest) {
  private static final int MAX_LENGTH = 1000;

  /**
   * @throws IllegalArgumentException when the text is no reference
   */
  public static ImageReference parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !text.matches("[!-~]+")) {
      throw new IllegalArgumentException("'" + shorten(text) + "' is no image reference");
    }
    int at = text.indexOf('@');
    String digest = at < 0 ? "" : text.substring(at + 1);
    String named = at < 0 ? text : text.substring(0, at);
    int slash = named.indexOf('/');
    String first = slash < 0 ? "" : named.substring(0, slash);
    boolean hasRegistry =
        first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    String rest = hasRegistry ? named.substring(slash + 1) : named;
    int colon = rest.lastIndexOf(':');
    String tag = colon < 0 ? "" : rest.substring(colon + 1);
    String repository = colon < 0 ? rest : rest.substring(0, colon);
    if (repository.isEmpty() || (at >= 0 && !digest.matches("[a-z0-9+._-]+:[0-9a-fA-F]{32,}"))) {
      throw new IllegalArgumentException("'" + shorten(text) + "' is no image reference");
    }
    return new ImageReference(hasRegistry ? first : "docker.io", repository, tag, digest);
  }

  private static String shorten(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
