package dev.satchel.tus;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.file.FileView;
import dev.satchel.file.StoredFiles;
import dev.satchel.http.BodyStream;
import dev.satchel.http.NoContent;
import dev.satchel.http.PathId;
import dev.satchel.intake.AppendBody;
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
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /v1/uploads}: files that come over several requests, by tus 1.0. Takes requests themselves
 * instead of bodies, so that nothing binds these.
 */
@Path("/v1/uploads")
@Tag(name = "Resumable uploads")
public class TusResource {

  private final Callers callers;
  private final ResumableUploads uploads;
  private final StoredFiles files;

  TusResource(Callers callers, ResumableUploads uploads, StoredFiles files) {
    this.callers = callers;
    this.uploads = uploads;
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
    Caller caller = callers.with(Scope.FILES_WRITE);
    TusHeaders headers = headers(request);
    OptionalLong length = headers.lengthOrDeferred();
    boolean brings = brings(request) || length.orElse(1) == 0;
    AppendBody body = body(request, headers);
    return uploads
        .create(caller, headers.metadata(), length)
        .chain(
            begun ->
                brings
                    ? uploads
                        .append(caller, begun.id(), 0, OptionalLong.empty(), body)
                        .map(found -> found.orElseThrow(NotFoundException::new))
                    : Uni.createFrom().item(begun))
        .map(TusResource::created);
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
    Caller caller = callers.with(Scope.FILES_WRITE);
    headers(request);
    return uploads
        .offset(caller, id.orNotFound())
        .map(found -> found.orElseThrow(NotFoundException::new))
        .map(state -> describing(Response.ok(), state).build());
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
    Caller caller = callers.with(Scope.FILES_WRITE);
    TusHeaders headers = headers(request);
    requireBytes(request);
    UUID upload = id.orNotFound();
    return uploads
        .append(caller, upload, headers.offset(), headers.length(), body(request, headers))
        .map(found -> found.orElseThrow(NotFoundException::new))
        .map(state -> progress(Response.noContent(), state).build());
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
    Caller caller = callers.with(Scope.FILES_WRITE);
    headers(request);
    return uploads.drop(caller, id.orNotFound()).map(NoContent::orNotFound);
  }

  private Uni<Optional<FileView>> file(Caller caller, ResumableState state) {
    return state.finished()
        ? files.find(caller, state.id()).map(found -> found.map(FileView::of))
        : Uni.createFrom().item(Optional.empty());
  }

  private static TusHeaders headers(HttpServerRequest request) {
    var headers = new TusHeaders(request::getHeader);
    headers.requireVersion();
    return headers;
  }

  /** Whether an upload is to be created with bytes of it, which its media type says. */
  private static boolean brings(HttpServerRequest request) {
    return TusHeaders.MEDIA_TYPE.equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
  }

  private static void requireBytes(HttpServerRequest request) {
    if (!brings(request)) {
      throw new NotSupportedException();
    }
  }

  private static AppendBody body(HttpServerRequest request, TusHeaders headers) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return new AppendBody(
        BodyStream.borrowed(request),
        length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)),
        headers.checksum(),
        () -> request.response().closed(),
        () -> BodyStream.inviteIfAsked(request));
  }

  private static Response created(ResumableState state) {
    return progress(
            Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/uploads/" + state.id()),
            state)
        .build();
  }

  private static ResponseBuilder progress(ResponseBuilder response, ResumableState state) {
    return response
        .header(TusHeaders.UPLOAD_OFFSET, state.offset())
        .header(
            TusHeaders.UPLOAD_EXPIRES,
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                state.expiresAt().atOffset(ZoneOffset.UTC)));
  }

  private static ResponseBuilder describing(ResponseBuilder response, ResumableState state) {
    if (state.length() == null) {
      response.header(TusHeaders.UPLOAD_DEFER_LENGTH, "1");
    } else {
      response.header(TusHeaders.UPLOAD_LENGTH, state.length());
    }
    if (state.metadata() != null && !state.metadata().isEmpty()) {
      response.header(TusHeaders.UPLOAD_METADATA, state.metadata());
    }
    return progress(response, state);
  }
}
