package dev.satchel.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The way to PostgreSQL. Where it is and its credentials are {@code quarkus.datasource.*}.
 *
 * <p>Its settings are of two groups, so its prefix is that of all settings. With one mapping of
 * this prefix, a name under {@code satchel} that no mapping has stops the start.
 */
@ConfigMapping(prefix = "satchel")
public interface DatabaseConfig {

  /** How long a call waits for the database before it is answered {@code 503}. */
  @WithName("api.database-timeout")
  @WithDefault("15s")
  @DurationMin(millis = 1)
  Duration timeout();

  /** How a pooler between the service and PostgreSQL lends its connections out. */
  enum Pooler {
    /** There is none. */
    NONE,
    /**
     * For a transaction, as PgBouncer's {@code pool_mode=transaction}. No prepared statement lives
     * longer: {@code application.properties} says what follows.
     */
    TRANSACTION,
    /** For a whole connection of the service. */
    SESSION
  }

  /**
   * Whether a replica that finds the schema older than it wants runs {@code satchel migrate} and
   * waits for it; else it does not start.
   */
  @WithName("database.migrate-at-start")
  @WithDefault("true")
  boolean migrateAtStart();

  /** How a pooler between the service and PostgreSQL lends its connections out. */
  @WithName("database.pooler")
  @WithDefault("none")
  Pooler pooler();
}
