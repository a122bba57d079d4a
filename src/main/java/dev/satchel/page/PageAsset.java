package dev.satchel.page;

/**
 * A file that the page refers to.
 *
 * @param name under which browsers find it
 * @param bytes as they are
 * @param gzip the same, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that nobody changes
record PageAsset(Kind kind, String name, byte[] bytes, byte[] gzip) {

  /** What there is. */
  enum Kind {
    STYLE("page.css", "text/css;charset=utf-8"),
    SCRIPT("page.js", "text/javascript;charset=utf-8");

    private final String file;
    private final String type;

    Kind(String file, String type) {
      this.file = file;
      this.type = type;
    }

    String file() {
      return file;
    }

    /** The media type. */
    String type() {
      return type;
    }
  }
}
