package dev.satchel.request;

import dev.satchel.digest.Sha256;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes for whoever knew the date of birth: the end of the pass in seconds since 1970, and a hash
 * of that and of the request under a key of {@code satchel.privacy.key}. So every replica knows
 * them, nothing is kept of them, and they end by themselves. A pass opens nothing without the link.
 */
@Singleton
public final class LinkPasses {

  private static final String PURPOSE = "pass of a file request";
  private static final Pattern PASS = Pattern.compile("([0-9]{1,12})-([A-Za-z0-9_-]{43})");

  private final PrivacyKeys keys;
  private final Duration time;
  private final Clock clock;

  LinkPasses(PrivacyKeys keys, LinkConfig config, Clock clock) {
    this.keys = keys;
    this.time = config.passTime();
    this.clock = clock;
  }

  /** A new pass; of letters, digits, {@code -} and {@code _}. */
  public String issue(LinkedRequest request) {
    long end = clock.instant().plus(time).getEpochSecond();
    return end + "-" + text(keys.hash(digest(request, Long.toString(end))));
  }

  /** Whether the request takes files of who shows {@code pass}, which may be any text. */
  public boolean admits(LinkedRequest request, String pass) {
    if (!request.asksForBirthDate()) {
      return true;
    }
    Matcher parts = PASS.matcher(pass);
    return parts.matches()
        && Long.parseLong(parts.group(1)) > clock.instant().getEpochSecond()
        && keys.hashes(digest(request, parts.group(1))).stream()
            .filter(hash -> hash.key() != null)
            .anyMatch(hash -> isSame(text(hash), parts.group(2)));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(KeyedHash hash) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.value());
  }

  private static byte[] digest(LinkedRequest request, String end) {
    return Sha256.of((PURPOSE + "\n" + request.id() + "\n" + end).getBytes(StandardCharsets.UTF_8));
  }
}
