package dev.satchel.blob;

import dev.satchel.id.TimeOrderedIds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * By what the store is made to refuse a write whose bytes have changed on their way. Stores are
 * free to ignore a checksum (Ceph's gateway 16.2 does, and answers 200), so which proof this store
 * checks is tried out at the start, behind everything else. Until that is known, and where it
 * checks none, writes are signed with their bytes, which any store has to check that checks
 * signatures.
 */
@Singleton
final class StoreProof {

  private static final Logger LOG = Logger.getLogger(StoreProof.class);

  /** Between two looks at a bucket that cannot be used: the first, and the longest. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Where objects of a trial are for the time that it takes; an orphan if a crash leaves one. */
  private static final String TRIALS = "satchel-trial/";

  private final BucketCheck bucket;
  private final StoreConnection store;

  /** One for all tries, so that a store that keeps what it has keeps one. */
  private final String trialKey;

  private final StoreIntegrity wanted;
  private volatile WriteProof proof;
  private volatile String checks;
  private Cancellable trial = () -> {};

  StoreProof(BucketCheck bucket, StoreConnection store, TimeOrderedIds ids) {
    this.bucket = bucket;
    this.store = store;
    this.trialKey = store.keys.of(TRIALS + ids.next());
    this.wanted = store.config.integrity();
    this.proof = required(wanted);
    this.checks = "not known yet";
  }

  /** What writes carry from now on. */
  WriteProof current() {
    return proof;
  }

  /** What the store was seen to check, in a word for readiness and the log. */
  String checks() {
    return checks;
  }

  /** Looks again and again, until the bucket can be used. */
  void start(@Observes StartupEvent started) {
    trial =
        bucket
            .result()
            .chain(this::tried)
            .onFailure()
            .invoke(bucket::explain)
            .onFailure()
            .retry()
            .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
            .indefinitely()
            .subscribe()
            .with(this::found, failure -> LOG.error("What the store checks is not known", failure));
  }

  void stop(@Observes ShutdownEvent stopping) {
    trial.cancel();
  }

  private Uni<Optional<WriteProof>> tried() {
    return wanted == StoreIntegrity.AUTO
        ? new StoreTrial(store, trialKey).result()
        : Uni.createFrom().item(Optional.of(proof));
  }

  private void found(Optional<WriteProof> checked) {
    proof = checked.orElse(WriteProof.SIGNATURE);
    checks = checked.map(it -> it.name().toLowerCase(Locale.ROOT)).orElse("nothing");
    if (checked.isEmpty()) {
      LOG.warn(
          "The object store takes bytes that have changed on their way: it checks neither checksum,"
              + " nor signature, nor Content-MD5. Downloads are checked all the same.");
    }
  }

  private static WriteProof required(StoreIntegrity wanted) {
    return switch (wanted) {
      case CHECKSUM -> WriteProof.CHECKSUM;
      case AUTO, SIGNATURE -> WriteProof.SIGNATURE;
      case MD5 -> WriteProof.MD5;
    };
  }
}
