package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.file.AnsweringFileView;
import dev.satchel.file.StoredFiles;
import dev.satchel.http.JsonBodies;
import dev.satchel.http.NoContent;
import dev.satchel.http.PathId;
import dev.satchel.http.TextForm;
import dev.satchel.time.OffsetTime;
import dev.satchel.webhook.Targets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/file-requests}: who is asked for files. */
@Path("/v1/file-requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "File requests")
public class FileRequestResource {

  private static final String LINK_END = "shortLinkExpiresAt";
  private static final TextForm<Instant> TIME =
      new TextForm<>(64, " must be " + OffsetTime.FORM + ".", OffsetTime::parse);
  private static final String PATH = "/v1/file-requests/";

  private final Callers callers;
  private final JsonBodies bodies;
  private final Targets targets;
  private final FileRequests requests;
  private final ShortLinks links;
  private final EndedRequests ended;
  private final StoredFiles files;

  FileRequestResource(
      Callers callers,
      JsonBodies bodies,
      Targets targets,
      FileRequests requests,
      ShortLinks links,
      EndedRequests ended,
      StoredFiles files) {
    this.callers = callers;
    this.bodies = bodies;
    this.targets = targets;
    this.requests = requests;
    this.links = links;
    this.ended = ended;
    this.files = files;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createFileRequest",
      summary = "Ask for files",
      description =
          "Uploads answer with the request's id. Telling the patient is up to the caller.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "NewFileRequest")))
  @APIResponse(
      responseCode = "201",
      description = "The request.",
      content = @Content(schema = @Schema(implementation = FileRequestView.class)))
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  public Uni<Response> create(@Context HttpServerRequest request) {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    return bodies
        .read(request)
        .map(NewFileRequest::of)
        .call(this::requireTarget)
        .chain(checked -> requests.create(caller, checked))
        .map(this::created);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getFileRequest", summary = "A file request and its files")
  @APIResponse(responseCode = "200", description = "The request.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.REQUEST_READ)
  public Uni<FileRequestView> find(@PathParam("id") PathId id) {
    Caller caller = callers.withAny(Scope.REQUESTS_WRITE, Scope.FILES_READ);
    UUID request = id.orNotFound();
    return requests
        .find(caller, request)
        .map(found -> found.orElseThrow(NotFoundException::new))
        .chain(
            found -> files.answering(caller.accountId(), request).map(live -> view(found, live)));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeFileRequest",
      summary = "Change when the link of a file request ends",
      description =
          "A time that is past revokes the link. Files can be added with the request's id as before. "
              + "Dates of birth that were wrong are forgotten.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "FileRequestChange")))
  @APIResponse(responseCode = "200", description = "The request.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.REQUEST_UPDATE)
  public Uni<FileRequestView> change(
      @Context HttpServerRequest request, @PathParam("id") PathId id) {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    UUID changed = id.orNotFound();
    return bodies
        .read(request)
        .map(body -> body.required(LINK_END, body.parsed(LINK_END, TIME)))
        .chain(end -> requests.endLink(caller, changed, end))
        .map(found -> found.orElseThrow(NotFoundException::new))
        .chain(
            found -> files.answering(caller.accountId(), changed).map(live -> view(found, live)));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteFileRequest",
      summary = "Delete a file request",
      description =
          "With its files, which are removed like any that are deleted. Takes the scopes "
              + "`requests:write` and `files:write`. Its events carry ids only from then on.")
  @APIResponse(responseCode = "204", description = "From now on there is no such request.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.REQUEST_DELETE)
  public Uni<Response> delete(@PathParam("id") PathId id) {
    Caller caller = callers.with(Scope.REQUESTS_WRITE);
    callers.with(Scope.FILES_WRITE);
    return ended.delete(caller, id.orNotFound()).map(NoContent::orNotFound);
  }

  private Uni<Void> requireTarget(NewFileRequest request) {
    return request
        .webhookUrl()
        .map(url -> targets.require(NewFileRequest.WEBHOOK_URL, url))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private FileRequestView view(FileRequest request, List<AnsweringFileView> live) {
    return FileRequestView.of(request, live, links.url(request.shortLinkId()));
  }

  private Response created(FileRequest request) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, PATH + request.id())
        .entity(view(request, List.of()))
        .build();
  }
}
