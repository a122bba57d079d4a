package dev.satchel.intake;

import java.util.regex.Pattern;

/** Checks media types: RFC 9110 section 8.3.1, in visible ASCII, since it leaves as a header. */
final class MediaTypeSyntax {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*+\"";
  private static final String PARAMETER = TOKEN + "=(?:" + TOKEN + "|" + QUOTED + ")";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "(?:[ \\t]*+;[ \\t]*+(?:" + PARAMETER + ")?+)*+");

  private MediaTypeSyntax() {}

  static boolean isValid(String mediaType) {
    return MEDIA_TYPE.matcher(mediaType).matches();
  }
}
