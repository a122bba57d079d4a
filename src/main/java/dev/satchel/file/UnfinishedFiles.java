package dev.satchel.file;

import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles.Order;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.UUID;

/** Files that are being uploaded over several requests, as an erasure finds them. */
public interface UnfinishedFiles {

  /** Has all of a user, of the order's account, never become files, in the caller's transaction. */
  Uni<Void> eraseOfUser(Transaction transaction, Order order, UUID user);

  /** The same of all that would answer the file requests. */
  Uni<Void> eraseOfRequests(Transaction transaction, Order order, Collection<UUID> requests);
}
