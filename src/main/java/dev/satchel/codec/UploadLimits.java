package dev.satchel.codec;

/**
 * How much an upload may hold.
 *
 * @param maxFiles files in one request, at least 1
 * @param maxFileSize bytes of one file after decoding, from 1 to 2^50
 * @param maxNameLength code points of a file's name, at least 1
 * @param maxDescriptionLength code points of a file's description, at least 1
 * @param maxTypeLength code points of a file's media type, at least 1
 * @param maxDepth arrays and objects inside each other in an unknown member, from 1 to 1,000
 */
public record UploadLimits(
    int maxFiles,
    long maxFileSize,
    int maxNameLength,
    int maxDescriptionLength,
    int maxTypeLength,
    int maxDepth) {

  private static final long HIGHEST_FILE_SIZE = 1L << 50;
  private static final int HIGHEST_DEPTH = 1_000;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a limit is out of its bounds; the message names it
   */
  public UploadLimits {
    requireBetween("maxFiles", maxFiles, 1, Integer.MAX_VALUE);
    requireBetween("maxFileSize", maxFileSize, 1, HIGHEST_FILE_SIZE);
    requireBetween("maxNameLength", maxNameLength, 1, Integer.MAX_VALUE);
    requireBetween("maxDescriptionLength", maxDescriptionLength, 1, Integer.MAX_VALUE);
    requireBetween("maxTypeLength", maxTypeLength, 1, Integer.MAX_VALUE);
    requireBetween("maxDepth", maxDepth, 1, HIGHEST_DEPTH);
  }

  /** The limits of the public contract: 100 files of 1 GiB. */
  public static UploadLimits defaults() {
    return new UploadLimits(100, 1L << 30, 255, 2_000, 255, 64);
  }

  private static void requireBetween(String name, long value, long lowest, long highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          name + " must be from " + lowest + " to " + highest + ", not " + value);
    }
  }
}
