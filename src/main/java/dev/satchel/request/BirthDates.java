package dev.satchel.request;

import dev.satchel.digest.Sha256;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Dates of birth that pages ask for, as hashes under the keys of {@code satchel.privacy.key}: there
 * are so few dates that whoever knew how to hash them could try all. Each is of one file request.
 */
@Singleton
final class BirthDates {

  private static final String PURPOSE = "date of birth";

  private final PrivacyKeys keys;

  BirthDates(PrivacyKeys keys) {
    this.keys = keys;
  }

  /**
   * The hash that is kept, under the first key.
   *
   * @param date as {@link java.time.LocalDate} writes it
   */
  KeyedHash hash(UUID request, String date) {
    return keys.hash(digest(request, date));
  }

  /** Whether that is the date of the kept hash; takes as long for a wrong one. */
  boolean isOf(UUID request, String date, KeyedHash kept) {
    return keys.hashes(digest(request, date)).stream()
        .filter(hash -> hash.key() != null && hash.key().equals(kept.key()))
        .anyMatch(hash -> MessageDigest.isEqual(hash.value(), kept.value()));
  }

  private static byte[] digest(UUID request, String date) {
    return Sha256.of((PURPOSE + "\n" + request + "\n" + date).getBytes(StandardCharsets.UTF_8));
  }
}
