package dev.satchel.access;

import java.time.Duration;
import java.util.Optional;

/** What there is to say of what a caller sends as its key. */
sealed interface KeyCheck {

  /** It lets its holder in. */
  record Valid(ApiKey key) implements KeyCheck {}

  /**
   * It lets nobody in.
   *
   * @param key empty where it is none of ours
   */
  record Refused(Refusals.Reason reason, Optional<ApiKey> key) implements KeyCheck {}

  /** Nobody looked: too many others that let nobody in came from there, for so long. */
  record NotLookedAt(Duration retryAfter) implements KeyCheck {}
}
