package dev.satchel.request;

/** What an event tells of the file request whose files have changed. */
public enum EventPayload {
  /** All of it, the names of people included. */
  FULL,
  /** Its id: for accounts that do not want names to leave. */
  THIN
}
