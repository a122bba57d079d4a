package dev.satchel.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The target of a request (RFC 9112 section 3.2), and whether its path is written in the one way
 * that everybody reads alike. A proxy that has rules for paths and the service behind it have to
 * agree on what a path is, so whatever one of them might resolve, decode or merge is not normal:
 *
 * <ul>
 *   <li>segments {@code .} and {@code ..}, and empty ones but for the last
 *   <li>encoded octets that need no code (RFC 3986 section 6.2.2.2), encoded slashes, backslashes,
 *       semicolons and controls, and codes that are none or no UTF-8
 *   <li>parameters of segments ({@code ;}), and characters that a path cannot have
 * </ul>
 */
final class RequestTarget {

  /** Stands for a target that is no URI, for which Quarkus has an answer of its own. */
  static final String NOT_NORMAL = "/.";

  /** Without user information, which the schemes no longer have (RFC 9110 section 4.2.4). */
  private static final Pattern ORIGIN =
      Pattern.compile("(?i)https?://[A-Z0-9._~%!$&'()*+,=:\\[\\]-]++(?=[/?]|$)");

  private static final String UNRESERVED = "-._~";

  /** What a segment may have besides letters and digits (RFC 3986 section 3.3). */
  private static final String IN_SEGMENTS = UNRESERVED + "!$&'()*+,=:@";

  private static final String NEVER_ENCODED = UNRESERVED + "/\\;";

  private static final int DELETE = 0x7f;

  private RequestTarget() {}

  /**
   * Whether {@code target} is a path in normal form, with or without an origin before it and a
   * query behind it, or the {@code *} of {@code OPTIONS}.
   */
  static boolean isNormal(String method, String target) {
    if (target.equals("*")) {
      return method.equals("OPTIONS");
    }
    String fromPath = ORIGIN.matcher(target).replaceFirst("");
    boolean absolute = fromPath.length() < target.length();
    int query = fromPath.indexOf('?');
    String path = query < 0 ? fromPath : fromPath.substring(0, query);
    return ((absolute && path.isEmpty()) || isNormalPath(path))
        && (query < 0 || isQuery(fromPath.substring(query + 1)));
  }

  /** Whether {@code target} is a URI, or a reference to one (RFC 3986 section 4.1). */
  static boolean isUri(String target) {
    try {
      new URI(target);
      return true;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean isNormalPath(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    for (int start = 1; start < path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (!isNormalSegment(path.substring(start, end))) {
        return false;
      }
      start = end + 1;
    }
    return isUtf8(path);
  }

  private static boolean isNormalSegment(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) == '%') {
        if (!isCode(segment, i) || !needsCode(octet(segment, i))) {
          return false;
        }
        i += 2;
      } else if (!isLetterOrDigit(segment.charAt(i))
          && IN_SEGMENTS.indexOf(segment.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Lenient towards what browsers leave as it is, since no rule of a proxy looks there. */
  private static boolean isQuery(String query) {
    for (int i = 0; i < query.length(); i++) {
      char next = query.charAt(i);
      if (next == '%' ? !isCode(query, i) : next <= ' ' || next == DELETE || next == '#') {
        return false;
      }
    }
    return true;
  }

  private static boolean needsCode(int octet) {
    return octet >= ' '
        && octet != DELETE
        && !isLetterOrDigit(octet)
        && NEVER_ENCODED.indexOf(octet) < 0;
  }

  private static boolean isUtf8(String path) {
    if (path.indexOf('%') < 0) {
      return true;
    }
    ByteBuffer octets = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        octets.put((byte) octet(path, i));
        i += 2;
      } else {
        octets.put((byte) path.charAt(i));
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(octets.flip());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isCode(String text, int percent) {
    return percent + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }

  private static int octet(String text, int percent) {
    return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
  }

  private static boolean isLetterOrDigit(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }
}
