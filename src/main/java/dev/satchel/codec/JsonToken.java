package dev.satchel.codec;

/** What {@link JsonReader} finds. Scalars are told of at their first byte. */
enum JsonToken {
  /** No token: the chunk is exhausted. */
  NEEDS_INPUT,
  BEGIN_OBJECT,
  END_OBJECT,
  BEGIN_ARRAY,
  END_ARRAY,
  /** The name of a member has been read; its value follows. */
  NAME,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** The document is complete, and so is the input. */
  END
}
