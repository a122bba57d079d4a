package dev.satchel.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A picture of an account. Types that browsers would run scripts of, such as SVG, are none.
 *
 * @param bytes of the file
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that nobody changes
record Logo(Type type, byte[] bytes) {

  /** Bytes: a page is to be small with its logo, too. */
  static final int LONGEST = 20_000;

  /** What a logo may be, by what its file begins with. */
  enum Type {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    WEBP("image/webp", 8, "WEBP");

    private final String mediaType;
    private final int at;
    private final String signature;

    Type(String mediaType, int at, String signature) {
      this.mediaType = mediaType;
      this.at = at;
      this.signature = signature;
    }

    String mediaType() {
      return mediaType;
    }

    static Type named(String mediaType) {
      return Arrays.stream(values())
          .filter(type -> type.mediaType.equals(mediaType))
          .findFirst()
          .orElseThrow();
    }

    private boolean isOf(byte[] bytes) {
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.startsWith(signature, at);
    }
  }

  /** The file as a logo; empty where it is too large, or none of the types. */
  static Optional<Logo> of(byte[] bytes) {
    return bytes.length > LONGEST
        ? Optional.empty()
        : Arrays.stream(Type.values())
            .filter(type -> type.isOf(bytes))
            .findFirst()
            .map(type -> new Logo(type, bytes));
  }
}
