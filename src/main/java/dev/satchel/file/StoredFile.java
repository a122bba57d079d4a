package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one file. A row exists only after its blob does. */
@Entity
@Table(name = "stored_file")
public class StoredFile {

  @Id public UUID id;

  @Column(name = "account_id")
  public UUID accountId;

  @Column(name = "user_id")
  public UUID userId;

  @Column(name = "file_request_id")
  public @Nullable UUID fileRequestId;

  @Column(name = "original_name")
  public String originalName;

  public @Nullable String description;

  @Column(name = "mime_type")
  public String mimeType;

  /** In bytes. */
  public long size;

  public byte[] sha256;

  /** In pixels as displayed; null where the bytes are not an image that can be measured. */
  @Column(name = "image_width")
  public @Nullable Integer imageWidth;

  /** In pixels as displayed; null exactly where {@link #imageWidth} is. */
  @Column(name = "image_height")
  public @Nullable Integer imageHeight;

  @Column(name = "photo_created_at")
  public @Nullable Instant photoCreatedAt;

  @Column(name = "object_key")
  public String objectKey;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "expires_at")
  public @Nullable Instant expiresAt;

  @Column(name = "deleted_at")
  public @Nullable Instant deletedAt;

  /**
   * What {@link #of} reads, by name: PostgreSQL refuses a prepared {@code select *} once a newer
   * version has added a column.
   */
  static final String COLUMNS =
      """
      id, account_id, user_id, file_request_id, original_name, description, mime_type, size, sha256,
      image_width, image_height, photo_created_at, object_key, created_at, expires_at, deleted_at
      """;

  /** That of a row that has {@link #COLUMNS}. */
  static StoredFile of(Row row) {
    var file = new StoredFile();
    file.id = row.getUUID("id");
    file.accountId = row.getUUID("account_id");
    file.userId = row.getUUID("user_id");
    file.fileRequestId = row.getUUID("file_request_id");
    file.originalName = row.getString("original_name");
    file.description = row.getString("description");
    file.mimeType = row.getString("mime_type");
    file.size = row.getLong("size");
    file.sha256 = row.getBuffer("sha256").getBytes();
    file.imageWidth = row.getInteger("image_width");
    file.imageHeight = row.getInteger("image_height");
    file.photoCreatedAt = Columns.instantOrNull(row, "photo_created_at");
    file.objectKey = row.getString("object_key");
    file.createdAt = Columns.instant(row, "created_at");
    file.expiresAt = Columns.instantOrNull(row, "expires_at");
    file.deletedAt = Columns.instantOrNull(row, "deleted_at");
    return file;
  }

  /** Names its bytes in the store. */
  public BlobKey blobKey() {
    return new BlobKey(objectKey);
  }

  /** What those bytes are. */
  public BlobReceipt blob() {
    return new BlobReceipt(size, sha256);
  }

  /** Whether the bytes were found to be an image when they arrived. */
  public boolean isImage() {
    return imageWidth != null && imageHeight != null;
  }

  /** Whether it is an image with no side smaller than these, in pixels. */
  public boolean covers(int width, int height) {
    return imageWidth != null
        && imageHeight != null
        && imageWidth >= width
        && imageHeight >= height;
  }
}
