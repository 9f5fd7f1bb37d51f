package io.attestream.agent.manifests;

/**
 * Bounds on what is read.
 *
 * @param files files in the directory, all levels
 * @param fileBytes size of one file
 * @param documents documents and list items in one file
 * @param aliases YAML aliases to collections in one document
 * @param depth nesting of one document
 * @param values values in one document, aliases followed
 */
public record ManifestLimits(
    int files, int fileBytes, int documents, int aliases, int depth, long values) {
  public static final ManifestLimits DEFAULT =
      new ManifestLimits(10_000, 16 * 1024 * 1024, 20_000, 50, 100, 1_000_000);
}
