package dev.satchel.page;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.JsonBodies;
import dev.satchel.http.JsonFields;
import dev.satchel.http.TextForm;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/account/page}: how the pages of the account's file requests look. */
@Path("/v1/account/page")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "File requests")
public class AccountPageResource {

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_HELP = 500;

  /** Base64 of the largest logo, with some line breaks. */
  private static final int LONGEST_LOGO = Logo.LONGEST * 3 / 2;

  private static final String COLOUR = "colour";

  private static final TextForm<Colour> CSS =
      new TextForm<>(7, " must be a colour such as #005ea5.", Colour::of);
  private static final TextForm<Logo> LOGO =
      new TextForm<>(
          LONGEST_LOGO,
          " must be the base64 of a PNG, JPEG or WebP of up to " + Logo.LONGEST + " bytes.",
          AccountPageResource::logo);

  private final Callers callers;
  private final JsonBodies bodies;
  private final AccountPages pages;

  AccountPageResource(Callers callers, JsonBodies bodies, AccountPages pages) {
    this.callers = callers;
    this.bodies = bodies;
    this.pages = pages;
  }

  @GET
  @Operation(operationId = "getAccountPage", summary = "How the pages of file requests look")
  @APIResponse(responseCode = "200", description = "The look; nulls where it is plain.")
  public Uni<AccountPageView> find() {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    return pages.find(caller.accountId()).map(AccountPageView::of);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putAccountPage",
      summary = "Change how the pages of file requests look",
      description =
          "Replaces all of it; what is absent is plain again. A colour on which white text cannot "
              + "be read (WCAG 2.2, contrast of less than 4.5 to 1) is refused.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "NewAccountPage")))
  @APIResponse(responseCode = "200", description = "The look.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.PAGE_UPDATE)
  public Uni<AccountPageView> put(@Context HttpServerRequest request) {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    return bodies
        .read(request)
        .map(AccountPageResource::read)
        .call(page -> pages.put(caller, page))
        .map(AccountPageView::of);
  }

  private static AccountPage read(JsonFields fields) {
    return new AccountPage(
        fields.text("name", LONGEST_NAME).orElse(null),
        fields.parsed(COLOUR, CSS).map(AccountPageResource::readable).orElse(null),
        fields.parsed("logo", LOGO).orElse(null),
        fields.text("helpText", LONGEST_HELP).orElse(null));
  }

  private static Colour readable(Colour colour) {
    if (!colour.carriesWhite()) {
      throw new ProblemException(
          ProblemCode.UNREADABLE_COLOUR, COLOUR, "White text cannot be read on this colour.");
    }
    return colour;
  }

  private static Optional<Logo> logo(String base64) {
    try {
      return Logo.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
