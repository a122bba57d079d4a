package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who owns which blob: a file, a thumbnail of one, or an upload that has not been committed. */
@ApplicationScoped
class BlobOwners {

  private static final String OF_FILES =
      """
      select key from unnest($1::text[]) key
      where exists (select from stored_file where object_key = key)
        or exists (select from thumbnail where object_key = key)
      """;

  /** One statement, so one moment: a blob that changes hands is never seen between two owners. */
  private static final String OWNED =
      OF_FILES + "or exists (select from pending_upload where id::text = split_part(key, '/', 1))";

  private static final String LIVE =
      """
      select object_key from stored_file
      where object_key collate "C" > $1 and ($2::text is null or object_key collate "C" <= $2)
        and created_at < $3 and removing_until is null
      order by object_key collate "C" limit $4
      """;

  private final Database database;

  BlobOwners(Database database) {
    this.database = database;
  }

  /** Those of {@code keys} that somebody owns. */
  Uni<Set<BlobKey>> owned(Collection<BlobKey> keys) {
    return of(keys, OWNED);
  }

  /** The same, but for uploads: of one that is on record nobody knows whether it will ever end. */
  Uni<Set<BlobKey>> ownedByFiles(Collection<BlobKey> keys) {
    return of(keys, OF_FILES);
  }

  private Uni<Set<BlobKey>> of(Collection<BlobKey> keys, String owners) {
    return database
        .query(owners, Tuple.of(Columns.array(keys, String[]::new, BlobKey::value)))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new BlobKey(row.getString("key")))
                    .collect(Collectors.toSet()));
  }

  /**
   * The blobs that files need, in the order of the keys' bytes.
   *
   * @param after the key before the first one; empty for none
   * @param last the last one; null for no end
   * @param before which their files were there
   */
  Uni<List<BlobKey>> needed(String after, @Nullable String last, Instant before, int limit) {
    return database
        .query(LIVE, Tuple.of(after, last, Columns.utc(before), limit))
        .map(rows -> rows.stream().map(row -> new BlobKey(row.getString("object_key"))).toList());
  }
}
