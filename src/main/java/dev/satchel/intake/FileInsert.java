package dev.satchel.intake;

import dev.satchel.file.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement, so one round trip, that passes the ownership of uploads' objects from their
 * pending rows to their files: without its row nothing of an upload is inserted.
 */
final class FileInsert {

  private static final String COLUMNS =
      """
      id, account_id, user_id, file_request_id, created_at, expires_at, object_key, original_name,
      description, mime_type, size, sha256, image_width, image_height, photo_created_at\
      """;

  private static final String SQL =
      """
      with settled as
        (delete from pending_upload where id = any($1) and abandoned_at is null
         returning id as upload)
      insert into stored_file (%1$s)
      select %1$s from settled join
        unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[],
          $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[],
          $14::bytea[], $15::integer[], $16::integer[], $17::timestamptz[])
        as file (upload, %1$s) using (upload)
      returning id
      """
          .formatted(COLUMNS);

  private FileInsert() {}

  /**
   * Inserts the files of uploads; tells for each one whether it did, or found that the upload had
   * been given up.
   */
  static Uni<List<Boolean>> execute(SqlClient database, List<UploadRows> uploads) {
    return database
        .preparedQuery(SQL)
        .execute(parameters(uploads))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).collect(Collectors.toSet()))
        .map(inserted -> uploads.stream().map(upload -> isIn(inserted, upload)).toList());
  }

  private static boolean isIn(Set<UUID> inserted, UploadRows upload) {
    return upload.files().stream().allMatch(file -> inserted.contains(file.id));
  }

  private static Tuple parameters(List<UploadRows> uploads) {
    List<StoredFile> files = uploads.stream().flatMap(upload -> upload.files().stream()).toList();
    return Tuple.from(
        new Object[] {
          uploads.stream().map(UploadRows::upload).toArray(UUID[]::new),
          uploads.stream().flatMap(UploadRows::uploadOfEachFile).toArray(UUID[]::new),
          column(files, UUID[]::new, file -> file.id),
          column(files, UUID[]::new, file -> file.accountId),
          column(files, UUID[]::new, file -> file.userId),
          column(files, UUID[]::new, file -> file.fileRequestId),
          column(files, OffsetDateTime[]::new, file -> utc(file.createdAt)),
          column(files, OffsetDateTime[]::new, file -> utc(file.expiresAt)),
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
