package dev.satchel.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** A transaction on a connection that it has for itself. */
record SqlTransaction(SqlConnection connection) implements Transaction {

  @Override
  public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }

  @Override
  public Uni<Void> updateEach(String sql, List<Tuple> rows) {
    return connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
  }
}
