package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.database.Transaction;
import dev.satchel.file.FileTraces.Cause;
import dev.satchel.file.FileTraces.GoneFile;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Has every room take away its {@link FileTraces}. */
@ApplicationScoped
class GoneFiles {

  private final List<FileTraces> rooms;

  GoneFiles(@All List<FileTraces> rooms) {
    this.rooms = List.copyOf(rooms);
  }

  /**
   * In the caller's transaction; how many things told of the files.
   *
   * @param rows with {@code id}, {@code object_key} and {@code file_request_id}
   */
  Uni<Long> forget(Transaction transaction, RowSet<Row> rows, Cause cause) {
    List<GoneFile> files = rows.stream().map(GoneFiles::of).toList();
    return files.isEmpty()
        ? Uni.createFrom().item(0L)
        : Multi.createFrom()
            .iterable(rooms)
            .onItem()
            .transformToUniAndConcatenate(room -> room.remove(transaction, files, cause))
            .collect()
            .with(Collectors.summingLong(Integer::longValue));
  }

  private static GoneFile of(Row row) {
    return new GoneFile(
        row.getUUID("id"),
        new BlobKey(row.getString("object_key")).upload(),
        row.getUUID("file_request_id"));
  }
}
