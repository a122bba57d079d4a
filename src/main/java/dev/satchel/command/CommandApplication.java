package dev.satchel.command;

import io.quarkus.arc.All;
import io.quarkus.runtime.QuarkusApplication;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The program when it is asked for one command. */
public final class CommandApplication implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(CommandApplication.class);

  private final List<Command> commands;

  CommandApplication(@All List<Command> commands) {
    this.commands = commands;
  }

  @Override
  public int run(String... arguments) {
    Command command =
        Commands.of(arguments).flatMap(this::command).orElseThrow(IllegalStateException::new);
    try {
      Command.Result result = command.run().await().indefinitely();
      System.out.println(result.report());
      return result.isWell() ? 0 : 1;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "satchel %s failed", command.kind().words());
      return 1;
    }
  }

  private Optional<Command> command(Command.Kind kind) {
    return commands.stream().filter(it -> it.kind() == kind).findFirst();
  }
}
