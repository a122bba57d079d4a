package dev.satchel.request;

import dev.satchel.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tells one person of an account from another: the same facts are the same person. What is
 * kept of it is a hash of this one under a key that the database does not hold, since whoever tries
 * all mobile numbers finds this.
 *
 * @param hash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
record PersonIdentity(byte[] hash) {

  /**
   * The person of whom these facts are true.
   *
   * @param kind what the facts are, so that a staff id is nobody's mobile number
   */
  static PersonIdentity of(UUID account, String kind, @Nullable String... facts) {
    var bytes = new ByteArrayOutputStream();
    try (var fields = new DataOutputStream(bytes)) {
      fields.writeUTF(account.toString());
      fields.writeUTF(kind);
      for (String fact : facts) {
        fields.writeBoolean(fact != null);
        fields.writeUTF(fact == null ? "" : fact);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return new PersonIdentity(Sha256.of(bytes.toByteArray()));
  }
}
