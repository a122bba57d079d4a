package dev.satchel.page;

import dev.satchel.problem.ErrorView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What all answers under {@code /r/} have in common: nobody keeps them, finds them, frames them, or
 * hears from where their reader came. One that tells of an error becomes a page in the reader's
 * language, where it was a page that was asked for.
 */
final class PageResponses {

  private static final Pattern PATH = Pattern.compile("/r/.*");
  private static final Pattern PAGE = Pattern.compile("/r/[^/]*");
  private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
  private static final int ERROR = 400;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Referrer-Policy", "no-referrer",
          "X-Robots-Tag", "noindex, nofollow",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final String POLICY = "Content-Security-Policy";
  private static final String NO_STORE = "no-store";

  private final Pages pages;

  PageResponses(Pages pages) {
    this.pages = pages;
  }

  /** An answer that is a page. */
  static Response of(Response.Status status, Page page) {
    return Response.status(status)
        .type(HTML)
        .header(POLICY, page.policy())
        .header(HttpHeaders.CONTENT_LANGUAGE, page.language().tag())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .entity(page.html())
        .build();
  }

  /** The language of the reader. */
  static PageLanguage language(ContainerRequestContext request) {
    return PageLanguage.of(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  @ServerResponseFilter
  void complete(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    if (!PATH.matcher(path).matches()) {
      return;
    }
    if (PAGE.matcher(path).matches()
        && response.getStatus() >= ERROR
        && !HTML.equals(response.getMediaType())) {
      explain(request, response);
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    HEADERS.forEach(headers::putSingle);
    if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
      headers.putSingle(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
  }

  private void explain(ContainerRequestContext request, ContainerResponseContext response) {
    String code = response.getEntity() instanceof ErrorView problem ? problem.code() : "";
    Page page =
        pages.notice(
            PageNotice.of(response.getStatus(), code),
            language(request),
            LinkResponses.known(request).map(visit -> visit.link() + visit.query()).orElse(null));
    response.setEntity(page.html(), null, HTML);
    response.getHeaders().putSingle(POLICY, page.policy());
    response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, page.language().tag());
    response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
  }
}
