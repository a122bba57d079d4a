package dev.satchel.intake;

import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Statements;
import dev.satchel.file.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement, so one round trip, that passes the ownership of uploads' objects from their
 * pending rows to their files, and puts on record who uploaded them: without its row nothing of an
 * upload is inserted. The record of an upload has the id of the file.
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
         returning id as upload),
      inserted as
        (insert into stored_file (%1$s)
         select %1$s from settled join
           unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[],
             $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[],
             $14::bytea[], $15::integer[], $16::integer[], $17::timestamptz[])
           as file (upload, %1$s) using (upload)
         returning id, account_id, created_at),
      recorded as
        (insert into audit_record (id, account_id, key_id, created_at, action, file_id, outcome,
           client_address, request_id, service_request_id, detail)
         select id, account_id, key_id, created_at, '%2$s', id, 'done', client_address, request_id,
           service_request_id, via
         from inserted join
           unnest($3::uuid[], $18::uuid[], $19::text[], $20::text[], $21::text[], $22::text[])
           as origin (id, key_id, client_address, request_id, service_request_id, via) using (id))
      select id from inserted
      """
          .formatted(COLUMNS, AuditedAction.FILE_UPLOAD.wireName());

  private FileInsert() {}

  /**
   * Inserts the files of uploads; tells for each one whether it did, or found that the upload had
   * been given up.
   */
  static Uni<List<Boolean>> execute(Statements statements, List<UploadRows> uploads) {
    return statements
        .query(SQL, parameters(uploads))
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
          Columns.array(uploads, UUID[]::new, UploadRows::upload),
          column(uploads, UUID[]::new, UploadRows::upload),
          Columns.array(files, UUID[]::new, file -> file.id),
          Columns.array(files, UUID[]::new, file -> file.accountId),
          Columns.array(files, UUID[]::new, file -> file.userId),
          Columns.array(files, UUID[]::new, file -> file.fileRequestId),
          Columns.array(files, OffsetDateTime[]::new, file -> Columns.utc(file.createdAt)),
          Columns.array(files, OffsetDateTime[]::new, file -> Columns.utcOrNull(file.expiresAt)),
          Columns.array(files, String[]::new, file -> file.objectKey),
          Columns.array(files, String[]::new, file -> file.originalName),
          Columns.array(files, String[]::new, file -> file.description),
          Columns.array(files, String[]::new, file -> file.mimeType),
          Columns.array(files, Long[]::new, file -> file.size),
          Columns.array(files, Buffer[]::new, file -> Buffer.buffer(file.sha256)),
          Columns.array(files, Integer[]::new, file -> file.imageWidth),
          Columns.array(files, Integer[]::new, file -> file.imageHeight),
          Columns.array(
              files, OffsetDateTime[]::new, file -> Columns.utcOrNull(file.photoCreatedAt)),
          column(uploads, UUID[]::new, upload -> upload.actor().keyId()),
          column(uploads, String[]::new, upload -> upload.actor().clientAddress()),
          column(uploads, String[]::new, upload -> upload.actor().requestId()),
          column(uploads, String[]::new, upload -> upload.actor().serviceRequestId()),
          column(uploads, String[]::new, upload -> upload.actor().via())
        });
  }

  /** The upload's value for each of its files. */
  private static <T> T[] column(
      List<UploadRows> uploads, IntFunction<T[]> array, Function<UploadRows, @Nullable T> value) {
    return uploads.stream().flatMap(upload -> upload.forEachFile(value)).toArray(array);
  }
}
