package dev.satchel.page;

import dev.satchel.access.Callers;
import dev.satchel.access.Guesses;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.LinkConfig;
import dev.satchel.request.LinkPasses;
import dev.satchel.request.LinkedRequest;
import dev.satchel.request.LinkedRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who comes by a link: the counterpart of the filter that asks for keys. Runs for every
 * path under {@code /r/} but for those of files that belong to no request, before a byte of the
 * body is read. How often an address may try links that lead nowhere is limited, as for keys.
 */
final class LinkResponses {

  /** What needs a link; {@code assets} are none. */
  private static final Pattern PATH = Pattern.compile("/r/(?!assets/)([^/]*)(/.*)?");

  /** Behind it, references in pages would lead elsewhere. */
  private static final String SLASH = "/";

  private static final String PASS = "pass";
  private static final String VISIT = Visit.class.getName();

  private final LinkedRequests requests;
  private final LinkPasses passes;
  private final Guesses guesses;
  private final Callers callers;
  private final boolean enabled;
  private final Clock clock;

  LinkResponses(
      LinkedRequests requests,
      LinkPasses passes,
      Guesses guesses,
      Callers callers,
      LinkConfig config,
      Clock clock) {
    this.requests = requests;
    this.passes = passes;
    this.guesses = guesses;
    this.callers = callers;
    this.enabled = config.enabled();
    this.clock = clock;
  }

  @ServerRequestFilter(preMatching = true)
  @Nullable Uni<@Nullable Response> enter(
      RoutingContext exchange, ContainerRequestContext request) {
    Matcher path = PATH.matcher(exchange.normalizedPath());
    if (!path.matches()) {
      return null;
    }
    if (!enabled || SLASH.equals(path.group(2))) {
      return Uni.createFrom().item(notFound());
    }
    String address = Callers.address(exchange);
    guesses.require(address);
    return requests
        .find(path.group(1))
        .onItemOrFailure()
        .invoke((found, failure) -> takeBack(address, found, failure))
        .map(
            found ->
                found.isPresent()
                    ? admit(found.get(), path.group(1), exchange, request)
                    : notFound());
  }

  private static Response notFound() {
    return Response.status(Response.Status.NOT_FOUND).build();
  }

  private void takeBack(
      @Nullable String address, Optional<LinkedRequest> found, @Nullable Throwable failure) {
    if (failure != null || found.isPresent()) {
      guesses.takeBack(address);
    }
  }

  /** No response lets the request go on. */
  private @Nullable Response admit(
      LinkedRequest found, String link, RoutingContext exchange, ContainerRequestContext request) {
    var browser = BrowserFamily.of(exchange.request().getHeader(HttpHeaders.USER_AGENT));
    callers.enterByLink(found.accountId(), found.id(), "page " + browser.family());
    String shown = Optional.ofNullable(exchange.request().getParam(PASS)).orElse("");
    boolean admitted = passes.admits(found, shown);
    String pass = admitted && found.asksForBirthDate() ? shown : "";
    request.setProperty(VISIT, new Visit(found, link, pass, admitted));
    return null;
  }

  /**
   * Whoever has come, by a link that is known and has not ended.
   *
   * @throws NotFoundException where there is no such link
   * @throws ProblemException with {@code link_ended}
   */
  Visit visit(ContainerRequestContext request) {
    Visit visit = known(request).orElseThrow(NotFoundException::new);
    if (visit.request().isOver(clock.instant())) {
      throw new ProblemException(ProblemCode.LINK_ENDED, null, "The link has ended.");
    }
    return visit;
  }

  /**
   * The same, of whom the request takes files.
   *
   * @throws ProblemException with {@code date_of_birth_required}
   */
  Visit admitted(ContainerRequestContext request) {
    Visit visit = visit(request);
    if (!visit.admitted()) {
      throw new ProblemException(
          ProblemCode.DATE_OF_BIRTH_REQUIRED, null, "The link asks for the date of birth first.");
    }
    return visit;
  }

  /** Whoever has come by a link that is known, be it over. */
  static Optional<Visit> known(ContainerRequestContext request) {
    return Optional.ofNullable((Visit) request.getProperty(VISIT));
  }
}
