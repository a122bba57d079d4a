package dev.satchel.erasure;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.PathId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The right to erasure: {@code /v1/users/{userId}/files}, {@code /v1/people/{id}} and {@code
 * /v1/erasures/{id}}.
 */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Erasure")
@APIResponse(responseCode = "404", ref = "NotFound")
public class ErasureResource {

  private static final String PATH = "/v1/erasures/";

  private final Callers callers;
  private final Erasures erasures;

  ErasureResource(Callers callers, Erasures erasures) {
    this.callers = callers;
    this.erasures = erasures;
  }

  @DELETE
  @Path("users/{userId}/files")
  @Operation(
      operationId = "eraseUserFiles",
      summary = "Remove all files of a user for good",
      description =
          "They are absent at once, and their bytes are removed without the usual grace. Stored "
              + "answers of an `Idempotency-Key` are then `410`, code `erased`, and events of the "
              + "file requests that they answered carry ids only. Uploads that are still running "
              + "are not among them.")
  @APIResponse(
      responseCode = "202",
      description = "The erasure, to be looked at until it has finished.",
      content = @Content(schema = @Schema(implementation = ErasureView.class)))
  @Audited(AuditedAction.FILE_ERASE)
  public Uni<Response> erase(@PathParam("userId") PathId userId) {
    return erasures
        .ofUser(callers.with(Scope.FILES_WRITE), userId.orNotFound())
        .map(ErasureResource::accepted);
  }

  @DELETE
  @Path("people/{id}")
  @Operation(
      operationId = "erasePerson",
      summary = "Remove a person, and what was asked of this one, for good",
      description =
          "The file requests that ask the person are absent at once, with their files and events; "
              + "of a member of staff the name leaves the requests. Takes the scopes "
              + "`requests:write` and `files:write`.")
  @APIResponse(
      responseCode = "202",
      description = "The erasure, to be looked at until it has finished.",
      content = @Content(schema = @Schema(implementation = ErasureView.class)))
  @Audited(AuditedAction.PERSON_ERASE)
  public Uni<Response> erasePerson(@PathParam("id") PathId id) {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    callers.with(Scope.FILES_WRITE);
    return erasures
        .ofPerson(caller, id.orNotFound())
        .map(found -> found.orElseThrow(NotFoundException::new))
        .map(ErasureResource::accepted);
  }

  @GET
  @Path("erasures/{id}")
  @Operation(operationId = "getErasure", summary = "How far an erasure is")
  @APIResponse(responseCode = "200", description = "The erasure.")
  @Audited(AuditedAction.ERASURE_READ)
  public Uni<ErasureView> find(@PathParam("id") PathId id) {
    Caller caller = callers.with(Scope.FILES_WRITE);
    return erasures
        .find(caller, id.orNotFound())
        .map(found -> found.orElseThrow(NotFoundException::new));
  }

  private static Response accepted(ErasureView erasure) {
    return Response.accepted(erasure).header(HttpHeaders.LOCATION, PATH + erasure.id()).build();
  }
}
