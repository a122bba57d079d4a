package dev.satchel.tus;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What all answers of tus have in common, those included that no resource has given. */
final class TusResponses {

  static final String EXTENSIONS =
      "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination";

  /** The API's uploads, and those of the page of a file request. */
  private static final Pattern PATH = Pattern.compile("/(v1|r/[^/]*)/uploads(/.*)?");

  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final int PRECONDITION_FAILED = 412;
  private static final int LOCKED = 423;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /** For clients that cannot send PATCH or DELETE, as the protocol asks for. */
  @ServerRequestFilter(preMatching = true)
  void override(ContainerRequestContext request) {
    String method = request.getHeaderString(METHOD_OVERRIDE);
    if (method != null && isOurs(request)) {
      request.setMethod(method);
    }
  }

  /**
   * Clients take a {@code HEAD} that is answered 401, 404, 429 or 5xx for the end of the upload,
   * and begin anew; only for {@code 423} they wait (tus-js-client 4.3).
   */
  @ServerResponseFilter
  void complete(ContainerRequestContext request, ContainerResponseContext response) {
    if (!isOurs(request)) {
      return;
    }
    response.getHeaders().putSingle(TusHeaders.TUS_RESUMABLE, TusHeaders.VERSION);
    int status = response.getStatus();
    if (status == PRECONDITION_FAILED || request.getMethod().equals(HttpMethod.OPTIONS)) {
      response.getHeaders().putSingle("Tus-Version", TusHeaders.VERSION);
    }
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
      if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
        response.setStatus(LOCKED);
        if (!response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER)) {
          response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, "1");
        }
      }
    }
  }

  private static boolean isOurs(ContainerRequestContext request) {
    return PATH.matcher(request.getUriInfo().getPath()).matches();
  }
}
