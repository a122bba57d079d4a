package dev.satchel.database;

import dev.satchel.command.Command;
import dev.satchel.command.Role;
import dev.satchel.command.ThisProgram;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works only over a schema that has what this version wants. One that is newer is as well: each
 * version can live with the schema of the next. Where it is older the program is run once more, to
 * migrate, so that what serves holds nothing of what migrates. Any number of replicas may do that
 * at once: Flyway lets one of them.
 *
 * <p>Then a replica does what is to be done {@link BeforeServing}.
 */
@Singleton
class SchemaAtStart {

  private static final Logger LOG = Logger.getLogger(SchemaAtStart.class);

  /** Before all others, which use the tables. */
  private static final int FIRST = 0;

  private static final String MAIN = "dev.satchel.Satchel";

  private final Schema schema;
  private final DatabaseConfig config;
  private final Role role;
  private final List<BeforeServing> preparations;

  SchemaAtStart(
      Schema schema, DatabaseConfig config, Role role, @All List<BeforeServing> preparations) {
    this.schema = schema;
    this.config = config;
    this.role = role;
    this.preparations = preparations;
  }

  void start(@Observes @Priority(FIRST) StartupEvent started)
      throws IOException, InterruptedException {
    requireSchema();
    if (role.serves()) {
      Uni.join()
          .all(preparations.stream().map(BeforeServing::prepare).toList())
          .andFailFast()
          .await()
          .indefinitely();
    }
  }

  private void requireSchema() throws IOException, InterruptedException {
    Set<String> missing = schema.missing().await().indefinitely();
    if (!missing.isEmpty() && config.migrateAtStart()) {
      LOG.infof("The schema has not yet the migrations %s: they are made", missing);
      migrate();
      missing = schema.missing().await().indefinitely();
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The schema has not the migrations "
              + missing
              + ": run satchel migrate, or set satchel.database.migrate-at-start to true.");
    }
  }

  private static void migrate() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ThisProgram.command(List.of(), MAIN));
    command.add(Command.Kind.MIGRATE.words());
    var builder = new ProcessBuilder(command).redirectInput(Redirect.PIPE);
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT);
    builder.environment().putAll(settings());
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("satchel migrate has ended with code " + code);
    }
  }

  /** What was set by options of the command, which hold secrets: for the other's environment. */
  private static Map<String, String> settings() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("quarkus.") || name.startsWith("satchel."))
        .collect(
            Collectors.toMap(
                name -> name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT),
                System::getProperty));
  }
}
