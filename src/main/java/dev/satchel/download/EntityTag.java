package dev.satchel.download;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strong entity tag (RFC 9110 section 8.8.3).
 *
 * @param value as it leaves, quotes included
 */
record EntityTag(String value) {

  /** One member of a list of entity tags: weak or not, then the quoted part. */
  private static final Pattern LISTED = Pattern.compile("(W/)?(\"[!#-~\\x80-\\xff]*+\")");

  /** The tag of bytes with this digest: equal bytes, equal tags. */
  static EntityTag of(byte[] sha256) {
    return new EntityTag(
        '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256) + '"');
  }

  /** Strong comparison (section 8.8.3.2) with the list in {@code If-Match} or {@code If-Range}. */
  boolean matchesStrongly(String list) {
    return matches(list, false);
  }

  /** Weak comparison with the list in {@code If-None-Match}. */
  boolean matchesWeakly(String list) {
    return matches(list, true);
  }

  private boolean matches(String list, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher listed = LISTED.matcher(list);
    while (listed.find()) {
      if (listed.group(2).equals(value) && (weakly || listed.group(1) == null)) {
        return true;
      }
    }
    return false;
  }
}
