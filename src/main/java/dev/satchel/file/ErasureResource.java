package dev.satchel.file;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.id.UuidText;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The right to erasure: {@code /v1/users/{userId}/files} and {@code /v1/erasures/{id}}. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Erasure")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "TooManyRequests")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class ErasureResource {

  private static final String PATH = "/v1/erasures/";

  private final Callers callers;
  private final Erasures erasures;
  private final AuditTrail trail;

  ErasureResource(Callers callers, Erasures erasures, AuditTrail trail) {
    this.callers = callers;
    this.erasures = erasures;
    this.trail = trail;
  }

  @DELETE
  @Path("users/{userId}/files")
  @Operation(
      summary = "Remove all files of a user for good",
      description =
          "They are absent at once, and their bytes are removed without the usual grace. Uploads "
              + "that are still running are not among them.")
  @APIResponse(
      responseCode = "202",
      description = "The erasure, to be looked at until it has finished.",
      content = @Content(schema = @Schema(implementation = ErasureView.class)))
  public Uni<Response> erase(@PathParam("userId") String userId) {
    return trail.failures(
        callers.current().actor(),
        AuditedAction.FILE_ERASE,
        null,
        Uni.createFrom()
            .deferred(() -> erasures.erase(callers.with(Scope.FILES_WRITE), uuid(userId)))
            .map(ErasureResource::accepted));
  }

  @GET
  @Path("erasures/{id}")
  @Operation(summary = "How far an erasure is")
  @APIResponse(responseCode = "200", description = "The erasure.")
  public Uni<ErasureView> find(@PathParam("id") String id) {
    Caller caller = callers.with(Scope.FILES_WRITE);
    return erasures.find(caller, uuid(id)).map(found -> found.orElseThrow(NotFoundException::new));
  }

  private static UUID uuid(String id) {
    return UuidText.parse(id).orElseThrow(NotFoundException::new);
  }

  private static Response accepted(ErasureView erasure) {
    return Response.accepted(erasure).header(HttpHeaders.LOCATION, PATH + erasure.id()).build();
  }
}
