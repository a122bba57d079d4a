package dev.satchel.access;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Is told of calls that no valid key came with. Called on event loops, so it must not block. */
public interface Refusals {

  /** Why a call was refused. */
  enum Reason {
    /** No key came with it, or what cannot be one. */
    MISSING_KEY,
    UNKNOWN_KEY,
    REVOKED_KEY,
    EXPIRED_KEY,
    /** Too many keys that are not valid came from there before. */
    RATE_LIMITED;

    /** The reason as it is stored and leaves. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A call was refused.
   *
   * @param account whose key it was; where it was nobody's, the account {@code default}, which the
   *     operator's own key belongs to
   * @param key the key that is valid no more; null where it was none
   * @param client where it came from: an IPv4 address, or the {@code /64} of an IPv6 address
   */
  record Refusal(Reason reason, UUID account, @Nullable UUID key, String client) {}

  /** Takes note of it. */
  void refused(Refusal refusal);
}
