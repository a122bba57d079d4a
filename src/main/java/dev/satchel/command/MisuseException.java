package dev.satchel.command;

/** What a command was told makes no sense to it. The message is for whoever called it. */
public final class MisuseException extends RuntimeException {

  public MisuseException(String message) {
    super(message);
  }
}
