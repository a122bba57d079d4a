package dev.satchel.codec;

/** What can be wrong with an upload. */
public enum Fault {
  /** Not JSON in the sense of RFC 8259, or cut short. */
  INVALID_JSON,
  /** Not a multipart body in the sense of RFC 2046 section 5.1 and RFC 7578, or cut short. */
  INVALID_MULTIPART,
  /** Not UTF-8 in the sense of RFC 3629. */
  INVALID_ENCODING,
  /** A known member is given twice in one object. */
  DUPLICATE_MEMBER,
  /** A required member is absent from its object. */
  MISSING_MEMBER,
  /** A value is of another JSON type than its member takes. */
  WRONG_TYPE,
  /** The contents of a file break the base64 rules. */
  INVALID_BASE64,
  /** A value is of the right type and outside of its range. */
  INVALID_VALUE,
  /** A text holds U+0000 or half of a surrogate pair, which no database column can hold. */
  UNSUPPORTED_TEXT,
  /** A text has more code points than its limit. */
  TEXT_TOO_LONG,
  /** A text that needs at least one character has none. */
  TEXT_EMPTY,
  /** There are more files than the limit. */
  TOO_MANY_FILES,
  /** The list of files is empty, or every input of a form for files was left empty. */
  NO_FILES,
  /** A file has more bytes, after decoding, than the limit. */
  FILE_TOO_LARGE,
  /** An unknown member nests deeper than the limit. */
  TOO_DEEP
}
