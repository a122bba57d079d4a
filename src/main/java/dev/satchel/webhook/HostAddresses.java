package dev.satchel.webhook;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** What names resolve to. */
interface HostAddresses {

  /**
   * The addresses of {@code host}, one at least. Fails with {@link java.net.UnknownHostException}
   * where there is none. Never blocks.
   */
  Uni<List<InetAddress>> of(String host);
}
