package dev.satchel.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which migrations the database has, by the table in which Flyway keeps account of them. */
@Singleton
class Schema {

  /** The versions of the files in {@code db/migration}, in their order. */
  static final List<String> WANTED =
      List.of(
          "1", "2", "3", "4", "5", "6", "7", "9", "10", "11", "12", "13", "15", "16", "17", "18",
          "20", "21", "22");

  private static final String APPLIED =
      "select version from flyway_schema_history where success and version is not null";

  /** PostgreSQL, appendix A: {@code undefined_table}. */
  private static final String NO_SUCH_TABLE = "42P01";

  private final Database database;

  Schema(Database database) {
    this.database = database;
  }

  /** Those that this version wants and the database has not, in their order. */
  Uni<Set<String>> missing() {
    return database
        .query(APPLIED, Tuple.tuple())
        .map(rows -> rows.stream().map(row -> row.getString("version")).toList())
        .onFailure(Schema::isEmpty)
        .recoverWithItem(List.of())
        .map(Schema::without);
  }

  private static Set<String> without(List<String> applied) {
    Set<String> missing = new LinkedHashSet<>(WANTED);
    applied.forEach(missing::remove);
    return missing;
  }

  private static boolean isEmpty(Throwable failure) {
    return failure instanceof PgException refused && NO_SUCH_TABLE.equals(refused.getSqlState());
  }
}
