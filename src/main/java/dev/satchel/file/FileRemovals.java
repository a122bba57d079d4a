package dev.satchel.file;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** Is told when files of a file request are removed, or have expired. */
public interface FileRemovals {

  /**
   * Tells of it in the transaction that removes the files, after they are removed.
   *
   * @param files of one file request, one at least
   */
  Uni<Void> removed(Transaction transaction, UUID fileRequest, List<UUID> files);

  /** Tells that such a transaction has committed. */
  void committed();
}
