package dev.satchel.database;

import dev.satchel.command.Command;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** {@code satchel migrate}: Flyway has migrated when the program comes here. */
@Singleton
class Migrate implements Command {

  private final Schema schema;

  Migrate(Schema schema) {
    this.schema = schema;
  }

  @Override
  public Kind kind() {
    return Kind.MIGRATE;
  }

  @Override
  public Uni<Result> run() {
    return schema
        .missing()
        .map(
            missing ->
                new Result(
                    missing.isEmpty(),
                    missing.isEmpty()
                        ? "The schema has all migrations of this version."
                        : "The schema lacks the migrations " + missing));
  }
}
