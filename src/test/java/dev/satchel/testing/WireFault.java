package dev.satchel.testing;

/** What happens to a connection on a {@link FaultyWire}. */
public enum WireFault {
  /** The bytes stop for a moment, shorter than anybody's patience. */
  DELAY,

  /** The bytes stop, and go on when the wire is healed, whoever still waits for them. */
  LATE,

  /** The connection ends in order (FIN) in both directions. */
  CUT,

  /** The connection breaks (RST) in both directions. */
  RESET,

  /** One bit of what passes is another one. */
  FLIP,

  /** The connection stays open, and everything on it is swallowed, as when a host has gone. */
  SILENCE
}
