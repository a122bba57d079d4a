package dev.satchel.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/**
 * The transaction of a Hibernate session, for statements on the session's own connection. What the
 * session has been asked to persist or to change leaves with its commit, so behind them.
 */
record SessionTransaction(SqlClientConnection connection) implements Transaction {

  /** The transaction of {@code session}. Without batches, its connection is the pool's own. */
  static SessionTransaction of(Mutiny.Session session) {
    var connection = ((MutinySessionImpl) session).getReactiveConnection();
    return new SessionTransaction((SqlClientConnection) connection.withBatchSize(1));
  }

  @Override
  public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return Uni.createFrom()
        .completionStage(() -> connection.preparedQuery(sql, parameters.getDelegate()))
        .map(rows -> RowSet.newInstance(rows, Row.__TYPE_ARG));
  }

  @Override
  public Uni<Void> updateEach(String sql, List<Tuple> rows) {
    return Uni.createFrom()
        .completionStage(
            () ->
                connection.preparedQueryBatch(sql, rows.stream().map(Tuple::getDelegate).toList()))
        .replaceWithVoid();
  }
}
