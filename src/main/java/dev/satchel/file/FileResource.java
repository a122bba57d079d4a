package dev.satchel.file;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.ExchangeLifetimes;
import dev.satchel.id.UuidText;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/files}: download, thumbnail, metadata, list and delete. */
@Path("/v1/files")
@Tag(name = "Files")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "TooManyRequests")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class FileResource {

  private final Callers callers;
  private final ExchangeLifetimes exchanges;
  private final StoredFiles files;
  private final Representations representations;
  private final FileResponses responses;
  private final FileLists lists;
  private final AuditTrail trail;

  FileResource(
      Callers callers,
      ExchangeLifetimes exchanges,
      StoredFiles files,
      Representations representations,
      FileResponses responses,
      FileLists lists,
      AuditTrail trail) {
    this.callers = callers;
    this.exchanges = exchanges;
    this.files = files;
    this.representations = representations;
    this.responses = responses;
    this.lists = lists;
    this.trail = trail;
  }

  @GET
  @Path("{id}")
  @Operation(
      summary = "Download a file, or a thumbnail of it",
      description =
          "Takes Range (one range), If-Range, If-Match, If-None-Match, If-Modified-Since and "
              + "If-Unmodified-Since per RFC 9110.")
  @APIResponse(
      responseCode = "200",
      description =
          "The bytes as they were uploaded, with the media type that was given; or a JPEG or PNG "
              + "thumbnail.",
      content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
  @APIResponse(responseCode = "206", description = "The range that was asked for.")
  @APIResponse(responseCode = "304", description = "The caller has this version.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "412", description = "The caller wanted another version.")
  @APIResponse(responseCode = "416", description = "No byte of the file is in the range.")
  public Uni<Response> download(
      @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
      @QueryParam("imageSize")
          @Parameter(
              description =
                  "WxH, each from 1 to 10,000: an image is scaled down, whole and upright, so that "
                      + "it just covers this size. Ignored for other files, and where it would "
                      + "enlarge the image.",
              example = "200x140")
          @Nullable String imageSize,
      @Context HttpHeaders headers) {
    Lifetime exchange = exchanges.current();
    return represented(
        id, imageSize, chosen -> responses.get(chosen, conditions(headers), exchange));
  }

  @HEAD
  @Path("{id}")
  @Operation(summary = "The headers of a download")
  @APIResponse(responseCode = "200", description = "As for GET, without the body.")
  @APIResponse(responseCode = "304", description = "The caller has this version.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Uni<Response> head(
      @PathParam("id") String id,
      @QueryParam("imageSize") @Nullable String imageSize,
      @Context HttpHeaders headers) {
    return represented(id, imageSize, chosen -> responses.head(chosen, conditions(headers)));
  }

  @GET
  @Path("{id}/metadata")
  @Operation(summary = "What is known of a file")
  @APIResponse(responseCode = "200", description = "The file.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<FileView> metadata(@PathParam("id") String id) {
    return visible(
        AuditedAction.FILE_METADATA, id, file -> Uni.createFrom().item(FileView.of(file)));
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "List files, newest first")
  @APIResponse(responseCode = "200", description = "One page.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  public Uni<FilePageView> list(
      @QueryParam("userId")
          @Parameter(description = "Only files of this user.", schema = @Schema(format = "uuid"))
          @Nullable String userId,
      @QueryParam("fileRequestId")
          @Parameter(
              description = "Only files that answer this file request.",
              schema = @Schema(format = "uuid"))
          @Nullable String fileRequestId,
      @QueryParam("limit")
          @Parameter(
              description = "Files in the page, 50 where absent, 200 at the most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          @Nullable String limit,
      @QueryParam("cursor") @Parameter(description = "The nextCursor of the page before.")
          @Nullable String cursor) {
    var given = new FileListRequest(userId, fileRequestId, limit, cursor);
    return reading(AuditedAction.FILE_LIST, null, caller -> lists.page(caller, given));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Delete a file")
  @APIResponse(responseCode = "204", description = "From now on the file is absent.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Uni<Response> delete(@PathParam("id") String id) {
    return trail.failures(
        callers.current().actor(),
        AuditedAction.FILE_DELETE,
        UuidText.parse(id).orElse(null),
        Uni.createFrom()
            .deferred(() -> files.delete(callers.with(Scope.FILES_WRITE), uuid(id)))
            .map(FileResource::deleted));
  }

  private Uni<Response> represented(
      String id, @Nullable String imageSize, Function<Representation, Uni<Response>> answer) {
    return visible(
        AuditedAction.FILE_DOWNLOAD, id, file -> representations.answer(file, imageSize, answer));
  }

  private <T> Uni<T> visible(AuditedAction action, String id, Function<StoredFile, Uni<T>> answer) {
    return reading(
        action,
        UuidText.parse(id).orElse(null),
        caller ->
            files
                .find(caller, uuid(id))
                .map(found -> found.orElseThrow(NotFoundException::new))
                .chain(answer::apply));
  }

  private <T> Uni<T> reading(
      AuditedAction action, @Nullable UUID file, Function<Caller, Uni<T>> work) {
    return trail.read(
        callers.current().actor(),
        action,
        file,
        Uni.createFrom().deferred(() -> work.apply(callers.with(Scope.FILES_READ))));
  }

  /** What is not the id of anything names nothing that exists. */
  private static UUID uuid(String id) {
    return UuidText.parse(id).orElseThrow(NotFoundException::new);
  }

  private static Response deleted(boolean deleted) {
    if (!deleted) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  private static Conditions conditions(HttpHeaders headers) {
    return new Conditions(
        headers.getHeaderString(HttpHeaders.IF_MATCH),
        headers.getHeaderString(HttpHeaders.IF_UNMODIFIED_SINCE),
        headers.getHeaderString(HttpHeaders.IF_NONE_MATCH),
        headers.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE),
        headers.getHeaderString("Range"),
        headers.getHeaderString("If-Range"));
  }
}
