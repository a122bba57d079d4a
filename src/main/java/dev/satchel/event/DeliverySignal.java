package dev.satchel.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes those of this process who deliver events, so that nobody waits for the next look at the
 * database. Safe for concurrent use.
 */
@ApplicationScoped
public class DeliverySignal {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * Has {@code listener} called at every ring from now on.
   *
   * @param listener must return at once
   */
  public void onRing(Runnable listener) {
    listeners.add(listener);
  }

  /** To be called after a transaction that has made deliveries due. */
  public void ring() {
    listeners.forEach(Runnable::run);
  }
}
