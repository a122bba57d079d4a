package dev.satchel.codec;

/** What makes contents that are no base64: the commonest mistakes, and all others. */
enum Base64Mistake {
  /** The whole of a {@code data:} URL (RFC 2397), as browsers' {@code readAsDataURL} gives it. */
  DATA_URL("starts with a data: URL prefix; send what follows the comma"),
  /** The alphabet of RFC 4648 section 5. */
  URL_SAFE("is url-safe base64; send + in place of - and / in place of _"),
  /** Spaces mean nothing, so where they stand for plus signs, characters are missing. */
  SPACES("is not valid base64; it has spaces, perhaps where + was decoded as in a URL"),
  OTHER("is not valid base64");

  private final String predicate;

  Base64Mistake(String predicate) {
    this.predicate = predicate;
  }

  /** What is to be said of the contents: a sentence without its subject and its full stop. */
  String predicate() {
    return predicate;
  }
}
