package dev.satchel.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What executes SQL: the {@link Database}, where each statement is a transaction of its own, or a
 * {@link Transaction} under way. Parameters are {@code $1}, {@code $2} and so on.
 */
public interface Statements {

  /** The rows of a statement, all of them in memory. */
  Uni<RowSet<Row>> query(String sql, Tuple parameters);

  /** How many rows a statement has changed. */
  default Uni<Integer> update(String sql, Tuple parameters) {
    return query(sql, parameters).map(SqlResult::rowCount);
  }
}
