package dev.satchel.problem;

import dev.satchel.log.RepeatedLine;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every failure of a call into its answer, as the contract's table of statuses says. Which
 * dependency has failed is known where it is asked, and not guessed here: what comes without a code
 * is a fault of ours.
 *
 * <p>Counts them by their codes, and tells the log of each code once a minute.
 */
final class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final RepeatedLine REFUSALS = new RepeatedLine(LOG);

  /** What proxies put into their logs for it; not registered. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final String retryAfterSeconds;
  private final ProblemCounts counts;

  ProblemMapper(ProblemConfig config, ProblemCounts counts) {
    this.retryAfterSeconds = Long.toString(config.retryAfter().toSeconds());
    this.counts = counts;
  }

  @ServerExceptionMapper
  Response map(Throwable failure, ContainerRequestContext request) {
    Response answer = map(failure);
    return answer.getStatus() == ProblemCode.METHOD_NOT_ALLOWED.status()
        ? Response.fromResponse(answer).allow(AllowedMethods.of(request)).build()
        : answer;
  }

  Response map(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> answer(problem);
      case CancellationException _ -> unheard();
      case WebApplicationException http -> answer(http);
      default -> fault(failure);
    };
  }

  /** The client has left, and nobody hears the answer. */
  private static Response unheard() {
    return Response.status(CLIENT_CLOSED_REQUEST).build();
  }

  private Response answer(ProblemException problem) {
    var response =
        Response.status(problem.code().status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorView.of(problem));
    tell(problem);
    if (problem.code().status() == 503) {
      response.header("Retry-After", retryAfterSeconds);
    }
    problem.retryAfter().ifPresent(wait -> response.header("Retry-After", wholeSeconds(wait)));
    return response.build();
  }

  private void tell(ProblemException problem) {
    ProblemCode code = problem.code();
    counts.answered(code);
    String line = "Answered " + code.status() + " " + code.wireName();
    if (code.status() < 500) {
      REFUSALS.info(line);
    } else {
      REFUSALS.warn(line, problem.getCause());
    }
  }

  /** Rounded up: a client that comes too early is refused again. */
  private static long wholeSeconds(Duration wait) {
    return wait.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** What the framework refuses: no such path, method or media type. */
  private Response answer(WebApplicationException http) {
    return code(http.getResponse().getStatus())
        .map(code -> answer(new ProblemException(code, null, sentence(code))))
        .orElseGet(() -> Response.status(http.getResponse().getStatus()).build());
  }

  private static Optional<ProblemCode> code(int status) {
    return switch (status) {
      case 400 -> Optional.of(ProblemCode.BAD_REQUEST);
      case 405 -> Optional.of(ProblemCode.METHOD_NOT_ALLOWED);
      case 406 -> Optional.of(ProblemCode.NOT_ACCEPTABLE);
      case 415 -> Optional.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
      default -> Optional.empty();
    };
  }

  private static String sentence(ProblemCode code) {
    return switch (code) {
      case METHOD_NOT_ALLOWED -> "This method is not supported here.";
      case NOT_ACCEPTABLE -> "No representation matches the Accept header.";
      case UNSUPPORTED_MEDIA_TYPE -> "This call does not take the request's media type.";
      default -> "The request is malformed.";
    };
  }

  private Response fault(Throwable failure) {
    counts.fault();
    LOG.error("Answered 500", failure);
    return Response.serverError().build();
  }
}
