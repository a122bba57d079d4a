package dev.satchel.page;

import dev.satchel.problem.ProblemCode;

/** Why a page cannot be shown, or a form was not taken, as far as its reader can do something. */
public enum PageNotice {
  UNKNOWN,
  ENDED,
  LOCKED,
  BUSY,
  NOT_A_PHOTO,
  TOO_LARGE,
  NOTHING_CHOSEN,
  BIRTH_DATE_FIRST,
  FAILED;

  /**
   * What to say of an answer.
   *
   * @param code of the problem, as it leaves
   */
  static PageNotice of(int status, String code) {
    if (status == 404) {
      return UNKNOWN;
    }
    return of(code);
  }

  private static PageNotice of(String code) {
    for (ProblemCode known : ProblemCode.values()) {
      if (known.wireName().equals(code)) {
        return of(known);
      }
    }
    return FAILED;
  }

  private static PageNotice of(ProblemCode code) {
    return switch (code) {
      case LINK_ENDED, FILE_REQUEST_EXPIRED -> ENDED;
      case UNKNOWN_FILE_REQUEST -> UNKNOWN;
      case LINK_LOCKED -> LOCKED;
      case RATE_LIMITED -> BUSY;
      case NOT_AN_IMAGE -> NOT_A_PHOTO;
      case FILE_TOO_LARGE, REQUEST_TOO_LARGE, TOO_MANY_FILES -> TOO_LARGE;
      case NO_FILES -> NOTHING_CHOSEN;
      case DATE_OF_BIRTH_REQUIRED -> BIRTH_DATE_FIRST;
      default -> FAILED;
    };
  }

  /** Whether the reader can do it again on the page of the link. */
  boolean canBeTriedAgain() {
    return switch (this) {
      case UNKNOWN, ENDED, LOCKED -> false;
      case BUSY, NOT_A_PHOTO, TOO_LARGE, NOTHING_CHOSEN, BIRTH_DATE_FIRST, FAILED -> true;
    };
  }
}
