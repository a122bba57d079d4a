package dev.satchel.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command was told.
 *
 * @param options values by the name of the {@link Option}
 * @param operands what has no name, in its order
 */
public record Arguments(Map<String, String> options, List<String> operands) {

  /** Nothing. */
  public static final Arguments NONE = new Arguments(Map.of(), List.of());

  public Arguments {
    options = Map.copyOf(options);
    operands = List.copyOf(operands);
  }

  /** The value of an option, where it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * The same, as what it means.
   *
   * @param meaning empty for what it does not understand
   * @throws MisuseException where it was given and is not understood
   */
  public <T> Optional<T> option(String name, Function<String, Optional<T>> meaning) {
    return option(name)
        .map(
            text ->
                meaning
                    .apply(text)
                    .orElseThrow(() -> new MisuseException(name + " cannot be " + text)));
  }
}
