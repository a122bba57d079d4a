package dev.satchel.page;

import dev.satchel.access.Callers;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.PathId;
import dev.satchel.request.LinkedRequest;
import dev.satchel.tus.UploadResponses;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code /r/{shortLinkId}/uploads}: resumable uploads of the page's script. They answer its file
 * request, whatever the client says, and those of other links are absent.
 */
@Path("/r/{link}/uploads")
public class PageUploadResource {

  private final LinkResponses links;
  private final Callers callers;
  private final UploadResponses responses;

  PageUploadResource(LinkResponses links, Callers callers, UploadResponses responses) {
    this.links = links;
    this.callers = callers;
    this.responses = responses;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<Response> create(
      @Context HttpServerRequest request, @Context ContainerRequestContext context) {
    Visit visit = links.admitted(context);
    return responses.create(
        callers.current(), request, "/r/" + visit.link() + "/uploads/", known(visit.request()));
  }

  @HEAD
  @Path("{id}")
  @Operation(hidden = true)
  public Uni<Response> offset(
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context,
      @PathParam("id") PathId id) {
    links.admitted(context);
    return responses.offset(callers.current(), request, id);
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  @Audited(AuditedAction.FILE_UPLOAD)
  public Uni<Response> append(
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context,
      @PathParam("id") PathId id) {
    links.admitted(context);
    return responses.append(callers.current(), request, id);
  }

  @DELETE
  @Path("{id}")
  @Operation(hidden = true)
  public Uni<Response> delete(
      @Context HttpServerRequest request,
      @Context ContainerRequestContext context,
      @PathParam("id") PathId id) {
    links.admitted(context);
    return responses.drop(callers.current(), request, id);
  }

  /** What the client need not say of a file, and may not. */
  private static String known(LinkedRequest request) {
    String ids =
        pair("userId", request.userId().toString())
            + ","
            + pair("fileRequestId", request.id().toString());
    return request.filesExpiryInterval() == null
        ? ids
        : ids + "," + pair("expiryInterval", request.filesExpiryInterval().toString());
  }

  private static String pair(String key, String value) {
    return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
