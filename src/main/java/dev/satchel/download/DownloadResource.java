package dev.satchel.download;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.file.StoredFile;
import dev.satchel.file.StoredFiles;
import dev.satchel.http.ExchangeLifetimes;
import dev.satchel.http.PathId;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code HEAD} of {@code /v1/files/{id}}: the file is found, a representation of it
 * chosen, opened where its bytes are wanted, and answered with.
 */
@Path("/v1/files")
@Tag(name = "Files")
public class DownloadResource {

  private final Callers callers;
  private final ExchangeLifetimes exchanges;
  private final StoredFiles files;
  private final Representations representations;
  private final Opener opener;
  private final DownloadResponses responses;

  DownloadResource(
      Callers callers,
      ExchangeLifetimes exchanges,
      StoredFiles files,
      Representations representations,
      Opener opener,
      DownloadResponses responses) {
    this.callers = callers;
    this.exchanges = exchanges;
    this.files = files;
    this.representations = representations;
    this.opener = opener;
    this.responses = responses;
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "downloadFile",
      summary = "Download a file, or a thumbnail of it",
      description =
          "Takes Range (one range), If-Range, If-Match, If-None-Match, If-Modified-Since and "
              + "If-Unmodified-Since per RFC 9110.")
  @APIResponse(
      responseCode = "200",
      description =
          "The bytes as they were uploaded, with the media type that was given; or a JPEG or PNG "
              + "thumbnail.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "206", description = "The range that was asked for.")
  @APIResponse(responseCode = "304", description = "The caller has this version.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "412", description = "The caller wanted another version.")
  @APIResponse(
      responseCode = "415",
      description = "There is no thumbnail of it, and satchel.image.strict is set.")
  @APIResponse(responseCode = "416", description = "No byte of the file is in the range.")
  @Audited(AuditedAction.FILE_DOWNLOAD)
  public Uni<Response> download(
      @PathParam("id") PathId id,
      @QueryParam("imageSize")
          @Parameter(
              description =
                  "WxH, each from 1 to 10,000: an image is scaled down, whole and upright, so that "
                      + "it just covers this size, and never enlarged: where it is smaller it comes "
                      + "at its own size, rendered all the same. Ignored for other files and for "
                      + "what cannot be decoded, unless satchel.image.strict is set.",
              example = "200x140")
          @Nullable String imageSize,
      @Context HttpHeaders headers) {
    Lifetime exchange = exchanges.current();
    Conditions conditions = conditions(headers);
    return chosen(id, imageSize)
        .chain(chosen -> opener.open(chosen, conditions, exchange))
        .invoke(opened -> opened.representation().served())
        .map(responses::get);
  }

  @HEAD
  @Path("{id}")
  @Operation(operationId = "getFileHeaders", summary = "The headers of a download")
  @APIResponse(responseCode = "200", description = "As for GET, without the body.")
  @APIResponse(responseCode = "304", description = "The caller has this version.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.FILE_DOWNLOAD)
  public Uni<Response> head(
      @PathParam("id") PathId id,
      @QueryParam("imageSize") @Nullable String imageSize,
      @Context HttpHeaders headers) {
    Conditions conditions = conditions(headers);
    return chosen(id, imageSize)
        .invoke(Representation::served)
        .map(chosen -> responses.head(chosen, conditions));
  }

  private Uni<Representation> chosen(PathId path, @Nullable String imageSize) {
    Caller caller = callers.with(Scope.FILES_READ);
    UUID id = path.orNotFound();
    Uni<StoredFile> found =
        files.find(caller, id).map(file -> file.orElseThrow(NotFoundException::new));
    return representations.choose(id, found, imageSize);
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
