package dev.satchel.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/** Asks the system's resolver, on a worker; the result arrives on the caller's event loop. */
@ApplicationScoped
class SystemHostAddresses implements HostAddresses {

  private final Vertx vertx;

  SystemHostAddresses(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Uni<List<InetAddress>> of(String host) {
    return vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
  }
}
