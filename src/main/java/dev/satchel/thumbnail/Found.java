package dev.satchel.thumbnail;

/** What is on record of a file in some size. */
sealed interface Found {

  /** A thumbnail that need not be made anew. */
  record Kept(Thumbnail thumbnail) implements Found {}

  /** The picture could not be decoded, and there is no reason why it should now. */
  record Undecodable() implements Found {}

  /** Nothing. */
  record Nothing() implements Found {}
}
