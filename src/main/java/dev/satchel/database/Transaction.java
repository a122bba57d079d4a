package dev.satchel.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/**
 * A transaction under way. It ends with the work that {@link Database} was given for it, so no
 * statement may be left running behind that. Its statements follow each other and have no bound of
 * their own: the transaction as a whole has one.
 */
public sealed interface Transaction extends Statements permits SqlTransaction, SessionTransaction {

  /** Executes the statement once for each of {@code rows}, in one round trip. */
  Uni<Void> updateEach(String sql, List<Tuple> rows);
}
