package dev.satchel.command;

import java.util.List;

/**
 * A command that calls a service somewhere else: it needs none of the service's settings, and none
 * of what serves is started for it.
 */
public interface ClientCommand {

  /** The arguments that ask for it, separated by blanks. */
  String words();

  /** What it does, for people. */
  String purpose();

  /** What it may be told by name. */
  List<Option> options();

  /** The label of what it takes without a name, one at least. */
  String operands();

  /**
   * Does it; blocks.
   *
   * @return the code with which the program ends
   * @throws MisuseException where what it was told makes no sense
   */
  int run(Arguments arguments) throws InterruptedException;
}
