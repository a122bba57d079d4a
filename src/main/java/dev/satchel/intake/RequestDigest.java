package dev.satchel.intake;

import dev.satchel.digest.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells two requests apart by what they ask for, however they write it down. */
final class RequestDigest {

  private static final long NO_EXPIRY = -1;

  /** Characters that {@link DataOutputStream#writeUTF} takes, whatever they are. */
  private static final int SHORT = 0xffff / 3;

  /** Where a short text has the byte that tells whether there is one, 0 or 1. */
  private static final int LONG = 2;

  private RequestDigest() {}

  /** The SHA-256 of all fields of a complete upload, and of its contents. */
  static byte[] of(UploadDraft upload) {
    var digest = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest());
    try (var fields = new DataOutputStream(digest)) {
      write(fields, Objects.toString(upload.userId));
      write(fields, Objects.toString(upload.fileRequestId, null));
      fields.writeLong(Objects.requireNonNullElse(upload.expiryInterval, NO_EXPIRY));
      fields.writeInt(upload.files.size());
      for (FileDraft file : upload.files) {
        write(fields, file.name);
        write(fields, file.type);
        write(fields, file.description);
        fields.write(Objects.requireNonNull(file.blob, "Its contents are known").sha256());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return digest.getMessageDigest().digest();
  }

  private static void write(DataOutputStream fields, @Nullable String text) throws IOException {
    if (text != null && text.length() > SHORT) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      fields.writeByte(LONG);
      fields.writeInt(bytes.length);
      fields.write(bytes);
    } else {
      fields.writeBoolean(text != null);
      fields.writeUTF(text == null ? "" : text);
    }
  }
}
