package dev.satchel.intake;

import dev.satchel.file.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One statement, so one round trip, that passes the ownership of an upload's objects from its
 * pending row to its files: without the row nothing is inserted.
 */
final class FileInsert {

  private static final String SQL =
      """
      with settled as
        (delete from pending_upload where id = $1 and abandoned_at is null returning id)
      insert into stored_file
        (account_id, user_id, file_request_id, created_at, expires_at, id, object_key,
         original_name, description, mime_type, size, sha256, image_width, image_height,
         photo_created_at)
      select $2, $3, $4, $5, $6, file.*
      from settled, unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
        $12::bigint[], $13::bytea[], $14::integer[], $15::integer[], $16::timestamptz[]) file
      """;

  private FileInsert() {}

  /**
   * Inserts the files of one upload; tells whether it did, or found that the upload had been given
   * up.
   *
   * @param files one at least, all of the same account, user, request, creation and expiry
   */
  static Uni<Boolean> execute(SqlClient database, UUID upload, List<StoredFile> files) {
    return database
        .preparedQuery(SQL)
        .execute(parameters(upload, files))
        .map(SqlResult::rowCount)
        .map(inserted -> inserted == files.size());
  }

  private static Tuple parameters(UUID upload, List<StoredFile> files) {
    StoredFile any = files.getFirst();
    return Tuple.from(
        new Object[] {
          upload,
          any.accountId,
          any.userId,
          any.fileRequestId,
          utc(any.createdAt),
          utc(any.expiresAt),
          column(files, UUID[]::new, file -> file.id),
          column(files, String[]::new, file -> file.objectKey),
          column(files, String[]::new, file -> file.originalName),
          column(files, String[]::new, file -> file.description),
          column(files, String[]::new, file -> file.mimeType),
          column(files, Long[]::new, file -> file.size),
          column(files, Buffer[]::new, file -> Buffer.buffer(file.sha256)),
          column(files, Integer[]::new, file -> file.imageWidth),
          column(files, Integer[]::new, file -> file.imageHeight),
          column(files, OffsetDateTime[]::new, file -> utc(file.photoCreatedAt))
        });
  }

  private static <T> T[] column(
      List<StoredFile> files, IntFunction<T[]> array, Function<StoredFile, @Nullable T> value) {
    return files.stream().map(value).toArray(array);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
