package dev.satchel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many keys that are not valid a client may try: {@code satchel.api.failed-auth-limit} a minute
 * to each replica, so that nobody has the database look up guess after guess. Any thread may call.
 */
@ApplicationScoped
class Guesses {

  private final Allowance<ClientNetwork> tries;

  @Inject
  Guesses(AccessConfig config) {
    this(config.failedAuthLimit(), config.failedAuthAddresses(), System::nanoTime);
  }

  Guesses(int perMinute, int clients, LongSupplier nanoTime) {
    this.tries = new Allowance<>(perMinute, clients, nanoTime);
  }

  /** Counts a try before its key is looked up; empty where it may be, else how long to wait. */
  Optional<Duration> exceededBy(ClientNetwork client) {
    return tries.take(client);
  }

  /** The try was none: its key is valid, or nobody can tell. */
  void takeBack(ClientNetwork client) {
    tries.giveBack(client);
  }
}
