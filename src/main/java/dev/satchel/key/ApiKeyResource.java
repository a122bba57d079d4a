package dev.satchel.key;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.JsonBodies;
import dev.satchel.http.NoContent;
import dev.satchel.http.PathId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/api-keys}: who may call. */
@Path("/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeyResource {

  private final Callers callers;
  private final JsonBodies bodies;
  private final AccountKeys keys;
  private final Clock clock;

  ApiKeyResource(Callers callers, JsonBodies bodies, AccountKeys keys, Clock clock) {
    this.callers = callers;
    this.bodies = bodies;
    this.keys = keys;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createApiKey",
      summary = "Make a key",
      description =
          "A key of the caller's account, with scopes of the caller's own. It ends no later than the "
              + "caller's own key, and is revoked with it. The answer holds the key itself, this "
              + "once.")
  @RequestBody(
      required = true,
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewApiKey")))
  @APIResponse(
      responseCode = "201",
      description = "The key.",
      content = @Content(schema = @Schema(implementation = IssuedKeyView.class)))
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.KEY_CREATE)
  public Uni<Response> issue(@Context HttpServerRequest request) {
    Caller caller = caller();
    return bodies
        .read(request)
        .map(fields -> NewApiKey.read(fields, clock.instant()))
        .chain(wanted -> keys.issue(caller, wanted))
        .map(
            issued ->
                Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(issued)
                    .build());
  }

  @GET
  @Operation(operationId = "listApiKeys", summary = "List the keys, newest first")
  @APIResponse(responseCode = "200", description = "All of the account that are not revoked.")
  public Uni<ApiKeyListView> list() {
    return keys.list(caller()).map(ApiKeyListView::of);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeApiKey",
      summary = "Revoke a key",
      description =
          "It is refused within five seconds, whichever replica it is sent to, and with it the keys "
              + "that it has made, those that they have made, and so on. A key with a scope that "
              + "the caller's own has not got cannot be revoked.")
  @APIResponse(responseCode = "204", description = "It is revoked.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.KEY_REVOKE)
  public Uni<Response> revoke(@PathParam("id") PathId id) {
    return keys.revoke(caller(), id.orNotFound()).map(NoContent::orNotFound);
  }

  private Caller caller() {
    return callers.with(Scope.KEYS_MANAGE);
  }
}
