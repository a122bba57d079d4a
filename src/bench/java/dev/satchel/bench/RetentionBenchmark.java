package dev.satchel.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** Many files whose time is over, among many more that live. */
final class RetentionBenchmark {

  private static final int DUE = Integer.getInteger("bench.due", 100_000);
  private static final int LIVE = Integer.getInteger("bench.live", 1_000_000);

  private static final String FILES =
      "insert into stored_file (id, account_id, user_id, original_name, mime_type, size, sha256,"
          + " object_key, created_at, expires_at, deleted_at)"
          + " select gen_random_uuid(), a.id, a.id, 'x', 'a/b', 1000,"
          + " decode(repeat('00', 32), 'hex'), gen_random_uuid() || '/0', now() - interval '9 days',"
          + " %s from account a, generate_series(1, %d) where a.name = 'default'";

  private static final String IDLE_PASS =
      "explain (analyze, format text) select id from stored_file where expires_at <= now() - interval"
          + " '1 day' order by expires_at limit 1000";

  private final Map<String, String> database;

  RetentionBenchmark(Map<String, String> database) {
    this.database = database;
  }

  /** Puts the rows there, in a database that has its tables. */
  void prepare() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(FILES.formatted("now() + interval '90 days', null", LIVE));
      statement.execute("vacuum analyze stored_file");
      plan(statement);
      statement.execute(FILES.formatted("now() - interval '3 days', null", DUE / 2));
      statement.execute(FILES.formatted("null, now() - interval '3 days'", DUE / 2));
      statement.execute("analyze stored_file");
    }
  }

  /** Measures how fast they go. */
  void run() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      long left = due(statement);
      while (left == DUE) {
        Thread.sleep(5);
        left = due(statement);
      }
      long first = left;
      long start = System.nanoTime();
      while (left > 0) {
        Thread.sleep(20);
        left = due(statement);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Figures.print("purge among %,d live files, files/s".formatted(LIVE), first / seconds);
    }
  }

  private static void plan(Statement statement) throws SQLException {
    try (ResultSet plan = statement.executeQuery(IDLE_PASS)) {
      System.out.println("a pass that finds nothing:");
      while (plan.next()) {
        System.out.println("  " + plan.getString(1));
      }
    }
  }

  private static long due(Statement statement) throws SQLException {
    try (ResultSet count =
        statement.executeQuery(
            "select count(*) from stored_file where expires_at <= now() or deleted_at <= now()")) {
      count.next();
      return count.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        property("quarkus.datasource.jdbc.url"),
        property("quarkus.datasource.username"),
        property("quarkus.datasource.password"));
  }

  private String property(String name) {
    return Objects.requireNonNull(database.get(name), name);
  }
}
