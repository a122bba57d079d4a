package dev.satchel.command;

import io.quarkus.arc.All;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The program when it is asked for one command. */
public final class CommandApplication implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(CommandApplication.class);

  private final List<Command> commands;
  private final Vertx vertx;

  CommandApplication(@All List<Command> commands, Vertx vertx) {
    this.commands = commands;
    this.vertx = vertx;
  }

  @Override
  public int run(String... arguments) {
    Commands.Asked asked = Commands.asked(arguments);
    Command command = command(asked.kind()).orElseThrow(IllegalStateException::new);
    try {
      Command.Result result = run(command, asked.arguments()).await().indefinitely();
      System.out.println(result.report());
      return result.isWell() ? 0 : 1;
    } catch (MisuseException misuse) {
      System.err.println(misuse.getMessage());
      return Commands.MISUSED;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "satchel %s failed", command.kind().words());
      return 1;
    }
  }

  /** On a context of its own, as a request has one: sessions of entities live in such. */
  private Uni<Command.Result> run(Command command, Arguments arguments) {
    Context own =
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    VertxContextSafetyToggle.setContextSafe(own, true);
    return Uni.createFrom()
        .deferred(() -> command.run(arguments))
        .runSubscriptionOn(task -> own.runOnContext(run -> task.run()));
  }

  private Optional<Command> command(Command.Kind kind) {
    return commands.stream().filter(it -> it.kind() == kind).findFirst();
  }
}
