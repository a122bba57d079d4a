package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Calls with keys that are still being looked up. */
class KnownKeysTest {

  private static final int LIMIT = 2;

  private final ClientNetwork client = client("192.0.2.1");
  private final SlowKeys keys = new SlowKeys();
  private final AccessConfig config = Settings.defaults(AccessConfig.class);
  private final Guesses guesses = new Guesses(LIMIT, 10, () -> 0);
  private final KnownKeys known =
      new KnownKeys(new KeyLookups(keys, guesses, config), config, Clock.systemUTC());

  @Test
  void joinOneLookupOfAKeyAndAreNoGuess() {
    List<CompletableFuture<KeyCheck>> calls = calls(5, "good");

    assertThat(keys.asked).hasSize(1);
    keys.asked.getFirst().complete(Optional.of(valid()));

    assertThat(calls).allSatisfy(it -> assertThat(it.join()).isInstanceOf(KeyCheck.Valid.class));
    assertThat(guessesLeft()).isEqualTo(LIMIT);
  }

  @Test
  void areChargedOneByOneWhenTheKeyIsRefused() {
    List<CompletableFuture<KeyCheck>> calls = calls(LIMIT, "bad");

    keys.asked.getFirst().complete(Optional.empty());

    assertThat(calls).allSatisfy(it -> assertThat(it.join()).isInstanceOf(KeyCheck.Refused.class));
    assertThat(guessesLeft()).isZero();
  }

  @Test
  void doNotWaitForOneThatWasFirstAndHasLeft() {
    List<CompletableFuture<KeyCheck>> calls = calls(3, "good");

    calls.getFirst().cancel(true);
    keys.asked.getFirst().complete(Optional.of(valid()));

    assertThat(calls.getLast().join()).isInstanceOf(KeyCheck.Valid.class);
    assertThat(guessesLeft()).isEqualTo(LIMIT);
  }

  @Test
  void fareAlikeWhenNobodyCanTellAndAskAnew() {
    List<CompletableFuture<KeyCheck>> calls = calls(3, "good");

    keys.asked.getFirst().fail(new IllegalStateException("away"));

    assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
    calls(1, "good");
    assertThat(keys.asked).hasSize(2);
    keys.asked.getLast().complete(Optional.of(valid()));
    assertThat(guessesLeft()).isEqualTo(LIMIT);
  }

  private List<CompletableFuture<KeyCheck>> calls(int count, String key) {
    var calls = new ArrayList<CompletableFuture<KeyCheck>>();
    for (int i = 0; i < count; i++) {
      calls.add(known.find(key, client).subscribeAsCompletionStage());
    }
    return calls;
  }

  private int guessesLeft() {
    int left = 0;
    while (guesses.exceededBy(client).isEmpty()) {
      left++;
    }
    return left;
  }

  private static ClientNetwork client(String address) {
    return ClientNetwork.of(SocketAddress.inetSocketAddress(1, address));
  }

  private static ApiKey valid() {
    var key = new ApiKey();
    key.id = UUID.randomUUID();
    return key;
  }

  /** The database, which answers when the test says so. */
  private static final class SlowKeys extends ApiKeys {

    final List<UniEmitter<? super Optional<ApiKey>>> asked = new ArrayList<>();

    @SuppressWarnings("NullAway") // Nothing that this asks of it.
    SlowKeys() {
      super(null, Clock.systemUTC());
    }

    @Override
    Uni<Optional<ApiKey>> find(byte[] hash) {
      return Uni.createFrom().emitter(asked::add);
    }
  }
}
