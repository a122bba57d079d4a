package dev.satchel.command;

/**
 * What a command may be told by name.
 *
 * @param name as it is written, such as {@code --name}
 * @param label of its value, in the help
 * @param purpose for people
 * @param isRequired whether the command does nothing without it
 */
public record Option(String name, String label, String purpose, boolean isRequired) {

  /** One without which the command does nothing. */
  public static Option required(String name, String label, String purpose) {
    return new Option(name, label, purpose, /* isRequired= */ true);
  }

  /** One that can be left out. */
  public static Option optional(String name, String label, String purpose) {
    return new Option(name, label, purpose, /* isRequired= */ false);
  }
}
