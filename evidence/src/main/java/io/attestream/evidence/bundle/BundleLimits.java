package io.attestream.evidence.bundle;

/**
 * What a reader accepts of a zip.
 *
 * @param files most files
 * @param fileBytes most bytes of one file, unpacked
 * @param totalBytes most bytes of all files, unpacked
 * @param ratio most unpacked bytes for a packed one, in files above 1 MiB
 */
public record BundleLimits(int files, long fileBytes, long totalBytes, int ratio) {
  /** 4,000,000 files, 4 GiB each, 256 GiB in all, ratio 200. */
  public static final BundleLimits DEFAULT = new BundleLimits(4_000_000, 4L << 30, 256L << 30, 200);
}
