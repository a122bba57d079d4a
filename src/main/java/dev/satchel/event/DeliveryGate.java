package dev.satchel.event;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether deliveries may leave this process. It is closed at first: the database may be a restored
 * one, with events of people who were erased since. Any thread may call.
 */
@ApplicationScoped
public class DeliveryGate {

  private final DeliverySignal signal;
  private volatile boolean open;

  DeliveryGate(DeliverySignal signal) {
    this.signal = signal;
  }

  /** From now on they may, and those who deliver are woken. */
  public void open() {
    open = true;
    signal.ring();
  }

  /** Nothing new leaves from now on; what is on its way ends. */
  public void close() {
    open = false;
  }

  public boolean isOpen() {
    return open;
  }
}
