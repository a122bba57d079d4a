package dev.satchel.tus;

import dev.satchel.file.FileView;
import dev.satchel.intake.ResumableState;
import dev.satchel.time.WireTime;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A resumable upload as it leaves. */
@Schema(name = "ResumableUpload")
@RegisterForReflection
public record UploadView(
    @Schema(description = "Of the upload, and of the file that comes of it.") UUID id,
    @Schema(description = "Bytes that are durable.") long offset,
    @Schema(description = "Bytes of the whole file; null where that is not known.", nullable = true)
        @Nullable Long length,
    String expiresAt,
    @Schema(
            description = "The file; null while it is not complete, and once it was deleted.",
            nullable = true)
        @Nullable FileView file) {

  static UploadView of(ResumableState state, @Nullable FileView file) {
    return new UploadView(
        state.id(), state.offset(), state.length(), WireTime.format(state.expiresAt()), file);
  }
}
