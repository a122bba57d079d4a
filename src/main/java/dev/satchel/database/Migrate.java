package dev.satchel.database;

import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * {@code satchel migrate}. When the program comes here, Flyway has migrated, and {@link
 * SchemaAtStart} has seen that nothing is missing.
 */
@Singleton
class Migrate implements Command {

  @Override
  public Kind kind() {
    return Kind.MIGRATE;
  }

  @Override
  public Uni<Result> run(Arguments arguments) {
    return Uni.createFrom()
        .item(new Result(true, "The schema has all migrations of this version."));
  }
}
