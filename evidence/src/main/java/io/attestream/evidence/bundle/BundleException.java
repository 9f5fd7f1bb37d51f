package io.attestream.evidence.bundle;

/** A bundle that cannot be accepted or written. Names the file in it. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String problem;

  /**
   * @param file path in the bundle, with a line where there is one; the zip's own name for the whole
   */
  public BundleException(String file, String problem) {
    super(file + ": " + problem);
    this.file = file;
    this.problem = problem;
  }

  public String file() {
    return file;
  }

  public String problem() {
    return problem;
  }
}
