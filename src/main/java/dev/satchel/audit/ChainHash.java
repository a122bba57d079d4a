package dev.satchel.audit;

import dev.satchel.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a record in its place: SHA-256 of the hash before it, its sequence number, and all
 * that it says. {@code docs/audit.md} has the form, so that others can compute it.
 */
final class ChainHash {

  /** Before the first record. */
  static final byte[] START = new byte[32];

  private static final int FORM = 1;

  private ChainHash() {}

  /** Of the record that is number {@code sequence}, behind the one with the hash {@code before}. */
  static byte[] of(byte[] before, long sequence, AuditRecord record) {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.write(before);
      out.writeLong(sequence);
      write(out, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.of(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, AuditRecord record) throws IOException {
    write(out, record.id);
    write(out, record.accountId);
    write(out, record.keyId);
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, record.createdAt));
    write(out, record.action);
    write(out, record.fileId);
    write(out, record.targetId);
    write(out, record.outcome);
    write(out, record.clientAddress);
    write(out, record.requestId);
    write(out, record.serviceRequestId);
    write(out, record.occurrences);
    write(out, record.detail);
  }

  /** The length in bytes, and the bytes of the text in UTF-8; nothing has the length -1. */
  private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
    }
  }
}
