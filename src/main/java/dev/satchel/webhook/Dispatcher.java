package dev.satchel.webhook;

import dev.satchel.command.Role;
import dev.satchel.event.DeliveryGate;
import dev.satchel.event.DeliverySignal;
import dev.satchel.log.RepeatedLine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the deliveries that are due. Runs in every replica: claims what its capacity can take,
 * sends it, and writes down what came of it. Woken by {@link DeliverySignal} after a commit in this
 * process, by every settlement, since the next in order may be due then, and now and again.
 *
 * <p>Claims nothing while the {@link DeliveryGate} is closed.
 *
 * <p>All state belongs to one event loop.
 */
@ApplicationScoped
class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  private final DeliveryQueue queue;
  private final Sender sender;
  private final Settlements settlements;
  private final DeliveryMetrics metrics;
  private final DeliverySignal signal;
  private final DeliveryGate gate;
  private final Clock clock;
  private final Context loop;
  private final Duration pollEvery;
  private final TargetShares shares;
  private final List<Settlement> unwritten = new ArrayList<>();
  private boolean wanted;
  private boolean claiming;
  private boolean writing;
  private boolean stopped;

  Dispatcher(
      DeliveryQueue queue,
      Sender sender,
      Settlements settlements,
      DeliveryMetrics metrics,
      DeliverySignal signal,
      DeliveryGate gate,
      Clock clock,
      Vertx vertx,
      WebhookConfig config) {
    this.queue = queue;
    this.sender = sender;
    this.settlements = settlements;
    this.metrics = metrics;
    this.signal = signal;
    this.gate = gate;
    this.clock = clock;
    this.loop = vertx.getOrCreateContext();
    this.pollEvery = config.pollEvery();
    this.shares = new TargetShares(config.concurrency(), config.concurrencyPerTarget());
  }

  /** Starts, unless a setting of webhooks is wrong, which is to be known before the first event. */
  void start(@Observes StartupEvent started, WebhookConfig config, Role role) {
    WebhookSettings.of(config);
    if (role.serves()) {
      signal.onRing(() -> loop.runOnContext(rung -> wake()));
      loop.runOnContext(now -> loop.owner().setPeriodic(pollEvery.toMillis(), tick -> poll()));
    }
  }

  /** Claims nothing more. What is on its way ends, or is made again when its lease has run out. */
  void stop(@Observes ShutdownEvent stopping) {
    loop.runOnContext(now -> stopped = true);
  }

  private void poll() {
    wake();
    if (!gate.isOpen()) {
      FAILURES.warn("Webhooks wait until the ledger of erasures has been compared", null);
    }
    if (!stopped) {
      queue.delay().subscribe().with(metrics::oldest, Dispatcher::unavailable);
    }
  }

  private void wake() {
    wanted = true;
    claim();
  }

  private void claim() {
    if (stopped || !gate.isOpen() || claiming || !wanted || shares.free() == 0) {
      return;
    }
    claiming = true;
    wanted = false;
    queue.claim(shares).emitOn(this::run).subscribe().with(this::claimed, this::notClaimed);
  }

  private void claimed(List<DueDelivery> due) {
    claiming = false;
    due.forEach(this::send);
    if (!due.isEmpty()) {
      wake();
    } else {
      claim();
    }
  }

  private void notClaimed(Throwable failure) {
    claiming = false;
    unavailable(failure);
  }

  private void send(DueDelivery delivery) {
    shares.started(delivery.target());
    attempt(delivery)
        .subscribe()
        .with(attempt -> loop.runOnContext(now -> settle(delivery, attempt)));
  }

  private Uni<Attempt> attempt(DueDelivery delivery) {
    return delivery.wanted()
        ? sender.send(delivery)
        : Uni.createFrom()
            .item(
                new Attempt(
                    clock.instant(),
                    Duration.ZERO,
                    null,
                    AttemptError.DISABLED,
                    null,
                    Optional.empty()));
  }

  private void settle(DueDelivery delivery, Attempt attempt) {
    Settlement settlement = settlements.decide(delivery, attempt);
    shares.ended(delivery.target(), attempt.isSuccess());
    metrics.settled(settlement);
    if (settlement.isFinalFailure()) {
      LOG.warnf(
          "Delivery %s of event %s has failed for good after %d attempts: %s %s",
          delivery.id(),
          delivery.event(),
          delivery.attempt(),
          attempt.error(),
          attempt.statusCode());
    }
    unwritten.add(settlement);
    write();
  }

  /** One transaction at a time takes all that has gathered during the one before. */
  private void write() {
    if (writing || unwritten.isEmpty()) {
      return;
    }
    writing = true;
    List<Settlement> batch = List.copyOf(unwritten);
    unwritten.clear();
    settlements
        .write(batch)
        .emitOn(this::run)
        .subscribe()
        .with(written -> written(), this::notWritten);
  }

  /** Results of the database arrive on any thread, and its timeouts on a worker's. */
  private void run(Runnable task) {
    loop.runOnContext(now -> task.run());
  }

  private void written() {
    writing = false;
    write();
    wake();
  }

  /** The deliveries are made again when their leases have run out. */
  private void notWritten(Throwable failure) {
    writing = false;
    unavailable(failure);
    write();
  }

  private static void unavailable(Throwable failure) {
    FAILURES.warn("The database did not serve the dispatcher of webhooks", failure);
  }
}
