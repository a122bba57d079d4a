package dev.satchel.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A copy of all tables, which can be put back in their place. The bucket stays as it is. Nothing
 * else may use the database while one is restored.
 */
public final class Backup implements AutoCloseable {

  private final String schema = "backup_" + UUID.randomUUID().toString().replace('-', '_');
  private final List<String> tables;

  private Backup(List<String> tables) {
    this.tables = tables;
  }

  /** Copies all tables as they are now. */
  public static Backup take() throws SQLException {
    var backup = new Backup(Storage.tables());
    backup.execute("create schema " + backup.schema);
    for (String table : backup.tables) {
      backup.execute("create table " + backup.schema + "." + table + " as table public." + table);
    }
    return backup;
  }

  /** Puts all tables back but {@code others}. */
  public void restoreAllBut(String... others) throws SQLException {
    try (Connection database = SatchelServers.databaseSuperuser();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      // No trigger and no foreign key hinders a restore.
      statement.execute("set local session_replication_role = replica");
      for (String table : tables) {
        if (!List.of(others).contains(table)) {
          statement.execute("delete from public." + table);
          statement.execute("insert into public." + table + " table " + schema + "." + table);
        }
      }
      database.commit();
    }
  }

  @Override
  public void close() throws SQLException {
    execute("drop schema " + schema + " cascade");
  }

  private void execute(String sql) throws SQLException {
    try (Connection database = SatchelServers.databaseSuperuser();
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
