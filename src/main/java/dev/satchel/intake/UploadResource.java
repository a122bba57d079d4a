package dev.satchel.intake;

import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.file.FileView;
import dev.satchel.http.IncomingBody;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/files}, and the same for forms alone below it. Takes the request itself instead
 * of a body, so that nothing binds it.
 */
@Path("/v1/files")
@Tag(name = "Files")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "409", ref = "StillRunning")
@APIResponse(responseCode = "410", ref = "Erased")
@APIResponse(responseCode = "413", ref = "TooLarge")
@APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
@APIResponse(responseCode = "422", ref = "KeyReused")
public class UploadResource {

  private final Callers callers;
  private final Intake intake;

  UploadResource(Callers callers, Intake intake) {
    this.callers = callers;
    this.intake = intake;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "uploadFiles",
      summary = "Upload files",
      description =
          "All or nothing: the answer is sent when every byte is durable and the files are "
              + "visible. A fault is answered as soon as it can be known, also in mid-body. A form "
              + "(multipart/form-data) is taken here as well, as /v1/files/form says.")
  @RequestBody(
      required = true,
      content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Upload")))
  @APIResponse(responseCode = "200", description = "The files, in the order of the request.")
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<List<FileView>> upload(
      @Context HttpServerRequest request,
      @Context HttpHeaders headers,
      @HeaderParam("Idempotency-Key") @Parameter(ref = "IdempotencyKey")
          @Nullable String idempotencyKey) {
    return take(request, headers, idempotencyKey);
  }

  /** An operation of its own, because generators of clients want one body for each. */
  @POST
  @Path("form")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "uploadForm",
      summary = "Upload files as a form",
      description = "As uploadFiles, without base64: the bytes of the files are parts of a form.")
  @RequestBody(
      required = true,
      content =
          @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "UploadForm")))
  @APIResponse(responseCode = "200", description = "The files, in the order of the request.")
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<List<FileView>> uploadForm(
      @Context HttpServerRequest request,
      @Context HttpHeaders headers,
      @HeaderParam("Idempotency-Key") @Parameter(ref = "IdempotencyKey")
          @Nullable String idempotencyKey) {
    return take(request, headers, idempotencyKey);
  }

  private Uni<List<FileView>> take(
      HttpServerRequest request, HttpHeaders headers, @Nullable String idempotencyKey) {
    var caller = callers.with(Scope.FILES_WRITE);
    requireNoContentEncoding(request);
    var body = UploadBody.of(IncomingBody.of(request), format(mediaType(headers)));

    var key = Optional.ofNullable(idempotencyKey).map(it -> IdempotencyKey.of(caller, it));
    return intake.take(caller, body, key);
  }

  /** The framework takes a request without a type, or with one that is a pattern, for any. */
  private static MediaType mediaType(HttpHeaders headers) {
    try {
      return Optional.ofNullable(headers.getMediaType())
          .filter(it -> !it.isWildcardType() && !it.isWildcardSubtype())
          .orElseThrow(NotSupportedException::new);
    } catch (IllegalArgumentException unreadable) {
      throw new NotSupportedException(unreadable);
    }
  }

  private static UploadFormat format(MediaType type) {
    return type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)
        ? new UploadFormat.Multipart(
            type.getParameters().getOrDefault("boundary", ""), Optional.empty())
        : new UploadFormat.Json();
  }

  private static void requireNoContentEncoding(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_CONTENT_ENCODING,
          null,
          "The request's Content-Encoding is not supported.");
    }
  }
}
