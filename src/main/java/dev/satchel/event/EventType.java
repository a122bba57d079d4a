package dev.satchel.event;

import java.util.Arrays;
import java.util.Optional;

/** What an event tells of. */
public enum EventType {
  /** Files of a file request were added or removed. */
  FILES_UPDATE("file-request.files.update"),
  /** Nothing has happened: somebody asked for a sign of life. */
  PING("ping");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The type as it is written. */
  public String wireName() {
    return wireName;
  }

  /** Whether targets register for it; others are only sent to whom they are meant for. */
  public boolean isSubscribable() {
    return switch (this) {
      case FILES_UPDATE -> true;
      case PING -> false;
    };
  }

  /** The type that is written like this. */
  public static Optional<EventType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
