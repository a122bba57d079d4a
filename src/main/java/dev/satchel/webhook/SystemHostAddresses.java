package dev.satchel.webhook;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/** Asks the system's resolver, on a worker. */
@ApplicationScoped
class SystemHostAddresses implements HostAddresses {

  @Override
  public Uni<List<InetAddress>> of(String host) {
    return Uni.createFrom()
        .item(Unchecked.supplier(() -> List.of(InetAddress.getAllByName(host))))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
