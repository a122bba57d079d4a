package dev.satchel.file;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a room has kept of files besides their rows, such as their names in an answer that may be
 * given again. It goes in the transaction that orders their erasure, and in any case in the one
 * that removes their rows: without these nobody would find it any more.
 */
public interface FileTraces {

  /** Why files go. */
  enum Cause {
    /** Their time is over. */
    PURGE,
    /** They are erased, and with them all that is told of whom they came from. */
    ERASURE
  }

  /**
   * A file that goes.
   *
   * @param upload that brought it
   * @param fileRequest that it answers
   */
  record GoneFile(UUID id, UUID upload, @Nullable UUID fileRequest) {}

  /**
   * Takes away what there is; how many things told of the files.
   *
   * @param files one at least
   */
  Uni<Integer> remove(Transaction transaction, List<GoneFile> files, Cause cause);
}
