package dev.satchel.codec;

/** A member that we know, of one kind of object. Implemented by enums. */
interface Member {

  /** Its name in the document. */
  String wireName();

  /** Whether its object is refused without it. */
  boolean required();
}
