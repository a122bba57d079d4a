package dev.satchel.webhook;

import dev.satchel.lifetime.Deadlines;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Which URLs may be targets. Asked when one is registered, so that the caller hears of it, and for
 * every connection, since a name may resolve to something else by then.
 */
@ApplicationScoped
public class Targets {

  private final HostAddresses addresses;
  private final AddressGuard guard;
  private final boolean allowHttp;
  private final Duration timeout;

  Targets(HostAddresses addresses, WebhookConfig config) {
    this.addresses = addresses;
    this.guard = new AddressGuard(WebhookSettings.of(config).allowedNetworks());
    this.allowHttp = config.allowHttp();
    this.timeout = config.timeout();
  }

  /**
   * Completes if deliveries to {@code url} are allowed now; else fails with {@link
   * ProblemException} that names {@code path}.
   */
  public Uni<Void> require(String path, String url) {
    TargetUrl target;
    try {
      target = TargetUrl.parse(url, allowHttp);
    } catch (IllegalArgumentException malformed) {
      String sentence = String.valueOf(malformed.getMessage()).replace("The URL", path);
      return Uni.createFrom()
          .failure(new ProblemException(ProblemCode.INVALID_URL, path, sentence));
    }
    return resolve(target)
        .onFailure()
        .transform(
            refused ->
                new ProblemException(
                    ProblemCode.FORBIDDEN_ADDRESS,
                    path,
                    path + " must name a host whose addresses are all public."))
        .replaceWithVoid();
  }

  /**
   * The address to connect to. Fails with {@link ForbiddenAddressException} if any of the host's
   * addresses is not permitted: a host with both kinds is up to no good. Fails with {@link
   * TimeoutException} if it is not known within {@code satchel.webhooks.timeout}.
   */
  Uni<InetAddress> resolve(TargetUrl target) {
    return Deadlines.within(timeout, addresses.of(target.host())).map(this::permitted);
  }

  /**
   * The URL of a delivery; it was checked when it was registered, under the settings of then.
   *
   * @throws UnusableUrlException if it is not permitted now
   */
  TargetUrl parse(String url) {
    try {
      return TargetUrl.parse(url, allowHttp);
    } catch (IllegalArgumentException _) {
      throw new UnusableUrlException();
    }
  }

  private InetAddress permitted(List<InetAddress> found) {
    if (found.isEmpty() || !found.stream().allMatch(guard::permits)) {
      throw new ForbiddenAddressException();
    }
    return found.getFirst();
  }
}
