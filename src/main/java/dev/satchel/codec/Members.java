package dev.satchel.codec;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Which members an object may have, and which of them it has had so far. */
final class Members<M extends Enum<M> & Member> {
  private final EnumSet<M> all;
  private final EnumSet<M> seen;
  private final String prefix;

  /**
   * Expects each member at most once.
   *
   * @param prefix what stands before a member's name in its path, for example {@code files[0].}
   */
  Members(Class<M> type, String prefix) {
    this.all = EnumSet.allOf(type);
    this.seen = EnumSet.noneOf(type);
    this.prefix = prefix;
  }

  /** The path of a member in the document. */
  String path(M member) {
    return prefix + member.wireName();
  }

  /**
   * The member of this name, which is now seen; null if it is unknown.
   *
   * @throws MalformedUploadException if it has been seen before
   */
  @Nullable M see(String name) {
    for (M member : all) {
      if (member.wireName().equals(name)) {
        requireFirst(member);
        return member;
      }
    }
    return null;
  }

  /**
   * Ends the object.
   *
   * @throws MalformedUploadException if a required member is missing
   */
  void requireComplete() {
    for (M member : all) {
      if (member.required() && !seen.contains(member)) {
        String path = path(member);
        throw new MalformedUploadException(Fault.MISSING_MEMBER, path, path + " is required.");
      }
    }
  }

  private void requireFirst(M member) {
    if (!seen.add(member)) {
      String path = path(member);
      throw new MalformedUploadException(
          Fault.DUPLICATE_MEMBER, path, path + " is given more than once.");
    }
  }
}
