package dev.satchel.command;

import dev.satchel.command.Command.Kind;
import io.quarkus.runtime.Quarkus;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The program's arguments: which command they ask for, and how it is started. */
public final class Commands {

  private static final int MISUSED = 2;

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

  /** Runs what {@code arguments} ask for, and ends the program: with code 2 where it is nothing. */
  public static void main(String... arguments) {
    Optional<Kind> asked = of(arguments);
    if (asked.isPresent()) {
      SETTINGS.forEach(System::setProperty);
      if (asked.get() == Kind.MIGRATE) {
        MIGRATING.forEach(System::setProperty);
      }
      Quarkus.run(CommandApplication.class, arguments);
    } else {
      System.err.println(usage());
      System.exit(MISUSED);
    }
  }

  /** The command whose words these are. */
  static Optional<Kind> of(String... arguments) {
    String words = String.join(" ", arguments);
    return Arrays.stream(Kind.values()).filter(kind -> kind.words().equals(words)).findFirst();
  }

  /** A line for each command, after one that says what goes without. */
  static String usage() {
    return Arrays.stream(Kind.values())
        .map(kind -> "  satchel " + kind.words() + "   " + kind.purpose())
        .collect(Collectors.joining("\n", "Usage: satchel without arguments serves, and\n", ""));
  }
}
