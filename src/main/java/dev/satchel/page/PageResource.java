package dev.satchel.page;

import dev.satchel.access.Callers;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.FormBodies;
import dev.satchel.http.IncomingBody;
import dev.satchel.intake.Answering;
import dev.satchel.intake.Intake;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.LinkedRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code /r/{shortLinkId}}: the page, its form, and the logo on it. References in pages are
 * relative, so that it does not matter below which path a proxy serves them.
 */
@Path("/r/{link}")
public class PageResource {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private final LinkResponses links;
  private final Callers callers;
  private final PageEntry entry;
  private final Pages pages;
  private final AccountPages looks;
  private final FormBodies forms;
  private final Intake intake;

  PageResource(
      LinkResponses links,
      Callers callers,
      PageEntry entry,
      Pages pages,
      AccountPages looks,
      FormBodies forms,
      Intake intake) {
    this.links = links;
    this.callers = callers;
    this.entry = entry;
    this.pages = pages;
    this.looks = looks;
    this.forms = forms;
    this.intake = intake;
  }

  @GET
  @Operation(hidden = true)
  public Uni<Response> show(
      @Context ContainerRequestContext context, @QueryParam("sent") @DefaultValue("") String sent) {
    Visit visit = links.visit(context);
    PageLanguage language = PageResponses.language(context);
    return looks
        .find(visit.request().accountId())
        .map(
            look ->
                visit.admitted()
                    ? pages.answer(visit, language, look, number(sent))
                    : pages.birthDate(visit, language, look, false))
        .map(page -> PageResponses.of(Response.Status.OK, page));
  }

  /** The form of a browser without scripts. Whoever reloads the answer sends nothing again. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<Response> send(
      @Context ContainerRequestContext context, @Context HttpServerRequest request) {
    Visit visit = links.admitted(context);
    String boundary = context.getMediaType().getParameters().getOrDefault("boundary", "");
    return intake
        .answer(callers.current(), IncomingBody.of(request), boundary, answering(visit.request()))
        .map(files -> seeOther(visit.link() + sent(visit, files.size())));
  }

  /** The form that asks for the date of birth. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Uni<Response> enter(
      @Context ContainerRequestContext context, @Context HttpServerRequest request) {
    Visit visit = links.visit(context);
    return forms
        .read(request)
        .chain(form -> entry.pass(callers.current(), visit.request(), date(form)))
        .map(pass -> seeOther(visit.link() + "?pass=" + pass))
        .onFailure(PageResource::isWrong)
        .recoverWithUni(() -> askAgain(visit, PageResponses.language(context)));
  }

  @GET
  @Path("logo")
  @Operation(hidden = true)
  public Uni<Response> logo(@Context ContainerRequestContext context) {
    return looks
        .find(links.visit(context).request().accountId())
        .map(look -> Optional.ofNullable(look.logo()).orElseThrow(NotFoundException::new))
        .map(logo -> Response.ok(logo.bytes(), logo.type().mediaType()).build());
  }

  private Uni<Response> askAgain(Visit visit, PageLanguage language) {
    return looks
        .find(visit.request().accountId())
        .map(look -> pages.birthDate(visit, language, look, true))
        .map(page -> PageResponses.of(Response.Status.FORBIDDEN, page));
  }

  private static boolean isWrong(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.code() == ProblemCode.WRONG_DATE_OF_BIRTH;
  }

  private static Answering answering(LinkedRequest request) {
    return new Answering(request.userId(), request.id(), request.filesExpiryInterval());
  }

  private static Optional<LocalDate> date(Map<String, String> form) {
    try {
      return Optional.of(
          LocalDate.of(
              number(form.getOrDefault("year", "")),
              number(form.getOrDefault("month", "")),
              number(form.getOrDefault("day", ""))));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static int number(String text) {
    String digits = text.strip();
    return NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
  }

  private static String sent(Visit visit, int files) {
    return (visit.query().isEmpty() ? "?" : visit.query() + "&") + "sent=" + files;
  }

  private static Response seeOther(String location) {
    return Response.status(Response.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, location)
        .build();
  }
}
