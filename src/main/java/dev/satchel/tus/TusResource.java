package dev.satchel.tus;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.file.FileView;
import dev.satchel.file.StoredFiles;
import dev.satchel.http.PathId;
import dev.satchel.intake.BodyChecksum;
import dev.satchel.intake.ResumableState;
import dev.satchel.intake.ResumableUploads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /v1/uploads}: files that come over several requests, by tus 1.0. Takes requests themselves
 * instead of bodies, so that nothing binds these; {@link UploadResponses} answers what all who
 * speak tus have in common.
 */
@Path("/v1/uploads")
@Tag(name = "Resumable uploads")
public class TusResource {

  private static final String PATH = "/v1/uploads/";

  private final Callers callers;
  private final ResumableUploads uploads;
  private final UploadResponses responses;
  private final StoredFiles files;

  TusResource(
      Callers callers, ResumableUploads uploads, UploadResponses responses, StoredFiles files) {
    this.callers = callers;
    this.uploads = uploads;
    this.responses = responses;
    this.files = files;
  }

  @OPTIONS
  @Operation(operationId = "describeUploads", summary = "What of tus there is")
  @APIResponse(responseCode = "204", description = "Versions, extensions and limits, in headers.")
  public Response describe() {
    return Response.noContent()
        .header("Tus-Extension", TusResponses.EXTENSIONS)
        .header("Tus-Max-Size", uploads.longest())
        .header("Tus-Checksum-Algorithm", BodyChecksum.ALGORITHMS)
        .build();
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "createUpload",
      summary = "Begin a resumable upload",
      description =
          "By tus 1.0, for which there are clients; `Upload-Metadata` has `filename`, `filetype` and "
              + "`userId`, and if wanted `description`, `expiryInterval` and `fileRequestId`. The "
              + "first bytes may come along. The file that comes of it has the upload's id.")
  @APIResponse(responseCode = "201", description = "Begun; `Location` says where to go on.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<Response> create(@Context HttpServerRequest request) {
    return responses.create(callers.with(Scope.FILES_WRITE), request, PATH, "");
  }

  @HEAD
  @Path("{id}")
  @Operation(
      operationId = "getUploadOffset",
      summary = "Where a resumable upload goes on",
      description =
          "Ends the request that writes the upload now, if there is one: what is told stays true. "
              + "Passing trouble is `423`, for which clients wait.")
  @APIResponse(responseCode = "200", description = "In `Upload-Offset`.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Uni<Response> offset(@Context HttpServerRequest request, @PathParam("id") PathId id) {
    return responses.offset(callers.with(Scope.FILES_WRITE), request, id);
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "appendToUpload",
      summary = "Go on with a resumable upload",
      description =
          "With bytes from `Upload-Offset` on. Answered when they are durable; behind the last one, "
              + "when the file exists. A newer request ends an older one.")
  @APIResponse(responseCode = "204", description = "How far it is now is in `Upload-Offset`.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<Response> append(@Context HttpServerRequest request, @PathParam("id") PathId id) {
    return responses.append(callers.with(Scope.FILES_WRITE), request, id);
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getUpload",
      summary = "A resumable upload, and the file that came of it",
      description = "Disturbs nobody who writes it.")
  @APIResponse(responseCode = "200", description = "The upload.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.FILE_METADATA)
  public Uni<UploadView> find(@PathParam("id") PathId id) {
    Caller caller = callers.with(Scope.FILES_WRITE);
    UUID upload = id.orNotFound();
    return uploads
        .find(caller, upload)
        .map(found -> found.orElseThrow(NotFoundException::new))
        .chain(state -> file(caller, state).map(file -> UploadView.of(state, file.orElse(null))));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteUpload",
      summary = "Give up a resumable upload",
      description = "What was stored of it is removed. A file that came of it stays.")
  @APIResponse(responseCode = "204", description = "From now on the upload is absent.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Uni<Response> delete(@Context HttpServerRequest request, @PathParam("id") PathId id) {
    return responses.drop(callers.with(Scope.FILES_WRITE), request, id);
  }

  private Uni<Optional<FileView>> file(Caller caller, ResumableState state) {
    return state.finished()
        ? files.find(caller, state.id()).map(found -> found.map(FileView::of))
        : Uni.createFrom().item(Optional.empty());
  }
}
