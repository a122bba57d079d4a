package dev.satchel.foreign;

/** The types of C that the functions we call take and return. */
public enum CType {
  VOID,
  INT,
  /** {@code long} or {@code size_t}, 64 bits on the platforms that we know. */
  LONG,
  POINTER
}
