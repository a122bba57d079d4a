package dev.satchel.command;

import dev.satchel.command.Command.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How commands are written, and their help. Made without annotations, so without reflection. */
final class Syntax {

  private static final String PROGRAM = "satchel";

  private Syntax() {}

  /** All commands: those of the service and {@code clients}. */
  static CommandLine of(List<ClientCommand> clients) {
    var program = new CommandLine(spec("Serves where it is told nothing; else does one thing."));
    program.setCommandName(PROGRAM);
    for (Kind kind : Kind.values()) {
      add(program, kind.words(), spec(kind.purpose(), kind.options()));
    }
    for (ClientCommand client : clients) {
      CommandSpec spec = spec(client.purpose(), client.options());
      spec.addPositional(
          PositionalParamSpec.builder()
              .paramLabel(client.operands())
              .arity("1..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .build());
      add(program, client.words(), spec);
    }
    return program;
  }

  /**
   * What arguments ask for: a command, or help.
   *
   * @throws ParameterException where they make no sense
   */
  static ParseResult parse(CommandLine program, String... arguments) {
    ParseResult parsed = program.parseArgs(arguments);
    CommandLine last = parsed.asCommandLineList().getLast();
    boolean isHelp =
        parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested);
    if (!isHelp && !last.getSubcommands().isEmpty()) {
      throw new ParameterException(last, "Which command?");
    }
    return parsed;
  }

  /** The words of the command. */
  static String words(ParseResult parsed) {
    return last(parsed).commandSpec().qualifiedName().substring(PROGRAM.length()).strip();
  }

  /** What the command was told. */
  static Arguments arguments(ParseResult parsed) {
    ParseResult last = last(parsed);
    var options = new HashMap<String, String>();
    for (OptionSpec option : last.matchedOptions()) {
      options.put(option.longestName(), option.getValue());
    }
    List<String> operands =
        last.hasMatchedPositional(0) ? last.matchedPositional(0).getValue() : List.of();
    return new Arguments(options, operands);
  }

  private static ParseResult last(ParseResult parsed) {
    return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
  }

  private static void add(CommandLine parent, String words, CommandSpec spec) {
    String[] first = words.split(" ", 2);
    if (first.length == 1) {
      parent.addSubcommand(words, spec);
    } else {
      add(group(parent, first[0]), first[1], spec);
    }
  }

  private static CommandLine group(CommandLine parent, String name) {
    return Optional.ofNullable(parent.getSubcommands().get(name))
        .orElseGet(
            () -> {
              var made = new CommandLine(spec("All about " + name + "."));
              parent.addSubcommand(name, made);
              return made;
            });
  }

  private static CommandSpec spec(String purpose, List<Option> options) {
    CommandSpec spec = spec(sentence(purpose));
    options.forEach(option -> spec.addOption(option(option)));
    return spec;
  }

  private static CommandSpec spec(String description) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Prints this.").build());
  }

  private static OptionSpec option(Option option) {
    return OptionSpec.builder(option.name())
        .paramLabel(option.label())
        .type(String.class)
        .required(option.isRequired())
        .description(sentence(option.purpose()))
        .build();
  }

  private static String sentence(String purpose) {
    return Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1) + ".";
  }
}
