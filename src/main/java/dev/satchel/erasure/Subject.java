package dev.satchel.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.digest.Sha256;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * Who is erased.
 *
 * @param id of a user, as uploads name one, or of a person, as file requests do
 */
record Subject(UUID account, Kind kind, UUID id) {

  /** What the id is an id of. */
  enum Kind {
    USER,
    PERSON;

    /** As it is stored. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      return Arrays.stream(values())
          .filter(kind -> kind.wireName().equals(wireName))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What is hashed under a key: 32 bytes. */
  byte[] digest() {
    return Sha256.of((account + " erased " + kind.wireName() + " " + id).getBytes(UTF_8));
  }
}
