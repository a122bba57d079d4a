package dev.satchel.file;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The File object of the API. */
@Schema(name = "StoredFile", description = "What is known of one file.")
@RegisterForReflection
public record FileView(
    UUID id,
    @Schema(
            description = "When the upload was accepted.",
            examples = "2021-01-15T14:33:29.145322+00:00")
        Instant createdAt,
    @Schema(description = "As given by the uploader.", nullable = true)
        @Nullable String description,
    @Schema(
            description = "From this instant on every call treats the file as absent.",
            nullable = true)
        @Nullable Instant expiresAt,
    @Schema(description = "The file request that the file answers.", nullable = true)
        @Nullable UUID fileRequestId,
    @Schema(
            description = "Pixels as displayed; null where the bytes are not an image.",
            nullable = true,
            examples = "4032")
        @Nullable Integer imageHeight,
    @Schema(
            description = "Pixels as displayed; null where the bytes are not an image.",
            nullable = true,
            examples = "3024")
        @Nullable Integer imageWidth,
    @Schema(description = "As given by the uploader.", examples = "image/jpeg") String mimeType,
    @Schema(description = "As given by the uploader.", examples = "IMG_0292.JPG")
        String originalName,
    @Schema(description = "When the photo was taken, from its EXIF.", nullable = true)
        @Nullable Instant photoCreatedAt,
    @Schema(description = "Bytes after decoding.", examples = "3145728") long size) {

  /** The file as its uploader may see it. */
  public static FileView of(StoredFile file) {
    return new FileView(
        file.id,
        file.createdAt,
        file.description,
        file.expiresAt,
        file.fileRequestId,
        file.imageHeight,
        file.imageWidth,
        file.mimeType,
        file.originalName,
        file.photoCreatedAt,
        file.size);
  }
}
