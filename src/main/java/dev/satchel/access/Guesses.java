package dev.satchel.access;

import dev.satchel.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many keys that are not valid, and links that lead nowhere, a client may try: {@code
 * satchel.api.failed-auth-limit} a minute to each replica, so that nobody has the database look up
 * guess after guess. Any thread may call.
 */
@ApplicationScoped
public class Guesses {

  private final Allowance<ClientNetwork> tries;

  @Inject
  Guesses(AccessConfig config) {
    this(config.failedAuthLimit(), config.failedAuthAddresses(), System::nanoTime);
  }

  Guesses(int perMinute, int clients, LongSupplier nanoTime) {
    this.tries = new Allowance<>(perMinute, clients, nanoTime);
  }

  /**
   * Counts a try of whoever calls from {@code address} before it is looked at.
   *
   * @throws ProblemException with {@code rate_limited} where there were too many
   */
  public void require(@Nullable String address) {
    exceededBy(network(address))
        .ifPresent(
            wait -> {
              throw ProblemException.tooManyGuesses(wait);
            });
  }

  /** The try was none: what was tried is right, or nobody can tell. */
  public void takeBack(@Nullable String address) {
    takeBack(network(address));
  }

  private static ClientNetwork network(@Nullable String address) {
    return address == null ? new ClientNetwork("") : ClientNetwork.of(address);
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
