package dev.satchel.command;

import dev.satchel.command.Command.Kind;
import io.quarkus.runtime.Quarkus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program's arguments: which command they ask for, and how it is started. */
public final class Commands {

  /** The program's code where it was not told what to do. */
  static final int MISUSED = 2;

  /** What serves and what works by itself stays away; standard output is the command's alone. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "quarkus.http.host-enabled", "false",
          "quarkus.management.host-enabled", "false",
          "quarkus.scheduler.enabled", "false",
          "quarkus.log.console.stderr", "true");

  /** Flyway and what it needs are there and migrate at the start, and no other process does. */
  private static final Map<String, String> MIGRATING =
      Map.of(
          "quarkus.datasource.migrations.active", "true",
          "satchel.database.migrate-at-start", "false");

  private Commands() {}

  /**
   * A command of the service with what it was told.
   *
   * @param kind which
   */
  record Asked(Kind kind, Arguments arguments) {}

  /**
   * Runs what {@code arguments} ask for, or prints the help that they ask for, and ends the
   * program: with code 2 where they make no sense.
   *
   * @param clients the commands that are none of the service
   */
  public static void main(List<ClientCommand> clients, String... arguments) {
    CommandLine line = Syntax.of(clients);
    ParseResult parsed = parsed(line, arguments);
    if (CommandLine.printHelpIfRequested(parsed)) {
      System.exit(0);
    }
    String words = Syntax.words(parsed);
    clients.stream()
        .filter(client -> client.words().equals(words))
        .findFirst()
        .ifPresent(client -> System.exit(run(client, Syntax.arguments(parsed))));
    start(kind(words).orElseThrow(), arguments);
  }

  private static ParseResult parsed(CommandLine line, String... arguments) {
    try {
      return Syntax.parse(line, arguments);
    } catch (ParameterException misuse) {
      System.err.println(misuse.getMessage());
      misuse.getCommandLine().usage(System.err);
      System.exit(MISUSED);
      throw misuse;
    }
  }

  private static int run(ClientCommand client, Arguments arguments) {
    try {
      return client.run(arguments);
    } catch (MisuseException misuse) {
      System.err.println(misuse.getMessage());
      return MISUSED;
    } catch (InterruptedException ended) {
      return 1;
    }
  }

  private static void start(Kind kind, String... arguments) {
    SETTINGS.forEach(System::setProperty);
    if (kind == Kind.MIGRATE) {
      MIGRATING.forEach(System::setProperty);
    }
    Quarkus.run(CommandApplication.class, arguments);
  }

  /** The command of the service that these arguments ask for, which have been understood before. */
  static Asked asked(String... arguments) {
    ParseResult parsed = Syntax.parse(Syntax.of(List.of()), arguments);
    return new Asked(kind(Syntax.words(parsed)).orElseThrow(), Syntax.arguments(parsed));
  }

  private static Optional<Kind> kind(String words) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.words().equals(words)).findFirst();
  }
}
