package dev.satchel.codec;

/**
 * What a text may be.
 *
 * @param shortest code points that it has at least
 * @param longest code points that it has at most
 * @param nullable whether it may be null
 * @param whenTooLong the fault of a text that is longer
 */
record TextRule(int shortest, int longest, boolean nullable, Fault whenTooLong) {
  /** As long as any id or digest; what it should look like is for others to check. */
  private static final int LONGEST_ID = 64;

  static TextRule of(FileMember member, UploadLimits limits) {
    return switch (member) {
      case NAME -> new TextRule(1, limits.maxNameLength(), false, Fault.TEXT_TOO_LONG);
      case DESCRIPTION -> new TextRule(0, limits.maxDescriptionLength(), true, Fault.TEXT_TOO_LONG);
      case TYPE -> new TextRule(0, limits.maxTypeLength(), false, Fault.TEXT_TOO_LONG);
      case SHA256 -> new TextRule(0, LONGEST_ID, true, Fault.INVALID_VALUE);
    };
  }

  static TextRule of(RequestMember member) {
    return switch (member) {
      case USER_ID -> new TextRule(0, LONGEST_ID, false, Fault.INVALID_VALUE);
      case FILE_REQUEST_ID -> new TextRule(0, LONGEST_ID, true, Fault.INVALID_VALUE);
    };
  }
}
