package dev.satchel.download;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Makes {@code Content-Disposition} headers (RFC 6266): the original name in ASCII for old clients,
 * and whole, as {@code filename*} (RFC 8187), for all others.
 */
final class ContentDisposition {

  /** What browsers show without running anything in it. */
  private static final Set<String> INLINE =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/heic",
          "image/heif",
          "image/tiff",
          "image/bmp",
          "application/pdf");

  /** RFC 8187 section 3.2.1. */
  private static final String ATTR_CHARS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&+-.^_`|~";

  private ContentDisposition() {}

  static String of(String mimeType, String name) {
    String essence = mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return (INLINE.contains(essence) ? "inline" : "attachment")
        + "; filename=\""
        + ascii(name)
        + "\"; filename*=UTF-8''"
        + percentEncoded(name);
  }

  private static String ascii(String name) {
    var text = new StringBuilder(name.length());
    name.codePoints().map(ContentDisposition::harmless).forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Quotes, backslashes and percent signs are read differently by different clients. */
  private static int harmless(int codePoint) {
    boolean plain = codePoint >= ' ' && codePoint <= '~' && "\"\\%/".indexOf(codePoint) < 0;
    return plain ? codePoint : '_';
  }

  private static String percentEncoded(String name) {
    var text = new StringBuilder(name.length() * 2);
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      if (ATTR_CHARS.indexOf(octet) >= 0) {
        text.append((char) octet);
      } else {
        text.append('%').append(String.format("%02X", octet & 0xff));
      }
    }
    return text.toString();
  }
}
