package dev.satchel.file;

import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.NoContent;
import dev.satchel.http.PathId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/files}: metadata, list and delete; {@code download} has the rest. */
@Path("/v1/files")
@Tag(name = "Files")
public class FileResource {

  private final Callers callers;
  private final StoredFiles files;
  private final FileLists lists;

  FileResource(Callers callers, StoredFiles files, FileLists lists) {
    this.callers = callers;
    this.files = files;
    this.lists = lists;
  }

  @GET
  @Path("{id}/metadata")
  @Operation(operationId = "getFileMetadata", summary = "What is known of a file")
  @APIResponse(responseCode = "200", description = "The file.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Produces(MediaType.APPLICATION_JSON)
  @Audited(AuditedAction.FILE_METADATA)
  public Uni<FileView> metadata(@PathParam("id") PathId id) {
    return files
        .find(callers.with(Scope.FILES_READ), id.orNotFound())
        .map(found -> FileView.of(found.orElseThrow(NotFoundException::new)));
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listFiles", summary = "List files, newest first")
  @APIResponse(responseCode = "200", description = "One page.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @Audited(AuditedAction.FILE_LIST)
  public Uni<FilePageView> list(
      @QueryParam("userId")
          @Parameter(
              description = "Only files of this user.",
              schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          @Nullable String userId,
      @QueryParam("fileRequestId")
          @Parameter(
              description = "Only files that answer this file request.",
              schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          @Nullable String fileRequestId,
      @QueryParam("limit")
          @Parameter(
              description = "Files in the page, 50 where absent, 200 at the most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          @Nullable String limit,
      @QueryParam("cursor") @Parameter(description = "The nextCursor of the page before.")
          @Nullable String cursor) {
    var given = new FileListRequest(userId, fileRequestId, limit, cursor);
    return lists.page(callers.with(Scope.FILES_READ), given);
  }

  @DELETE
  @Path("{id}")
  @Operation(operationId = "deleteFile", summary = "Delete a file")
  @APIResponse(responseCode = "204", description = "From now on the file is absent.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.FILE_DELETE)
  public Uni<Response> delete(@PathParam("id") PathId id) {
    return files
        .delete(callers.with(Scope.FILES_WRITE), id.orNotFound())
        .map(NoContent::orNotFound);
  }
}
