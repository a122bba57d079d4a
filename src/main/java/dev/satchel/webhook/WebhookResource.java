package dev.satchel.webhook;

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
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/webhooks}: who is told of events. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {

  private static final String PATH = "/v1/webhooks/";

  private final Callers callers;
  private final JsonBodies bodies;
  private final Registrations registrations;
  private final Webhooks webhooks;

  WebhookResource(
      Callers callers, JsonBodies bodies, Registrations registrations, Webhooks webhooks) {
    this.callers = callers;
    this.bodies = bodies;
    this.registrations = registrations;
    this.webhooks = webhooks;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "registerWebhook",
      summary = "Register a webhook",
      description =
          "From now on the account's events of the given types are posted to the URL. The answer "
              + "holds the secret that signs them, this once.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "WebhookRegistration")))
  @APIResponse(
      responseCode = "201",
      description = "The webhook and its secret.",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = WebhookSecretView.class)))
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.WEBHOOK_CREATE)
  public Uni<Response> register(@Context HttpServerRequest request) {
    Caller caller = caller();
    return bodies
        .read(request)
        .map(WebhookRequest::registration)
        .chain(given -> registrations.register(caller, given))
        .map(
            issued ->
                withSecret(Response.status(Response.Status.CREATED), issued)
                    .header(HttpHeaders.LOCATION, PATH + issued.webhook().id)
                    .build());
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "List the webhooks, newest first")
  @APIResponse(responseCode = "200", description = "All of the account.")
  public Uni<WebhookListView> list() {
    return webhooks.list(caller()).map(WebhookListView::of);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getWebhook", summary = "What is known of a webhook")
  @APIResponse(responseCode = "200", description = "The webhook, without its secret.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Uni<WebhookView> find(@PathParam("id") PathId id) {
    return webhooks
        .find(caller(), id.orNotFound())
        .map(found -> WebhookView.of(found.orElseThrow(NotFoundException::new)));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "updateWebhook",
      summary = "Change a webhook",
      description = "Members that are left out stay. Enabling it forgets its failures.")
  @RequestBody(
      required = true,
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "WebhookChange")))
  @APIResponse(responseCode = "200", description = "The webhook as it is now.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @APIResponse(responseCode = "413", ref = "TooLarge")
  @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
  @Audited(AuditedAction.WEBHOOK_UPDATE)
  public Uni<WebhookView> change(@PathParam("id") PathId id, @Context HttpServerRequest request) {
    Caller caller = caller();
    UUID webhook = id.orNotFound();
    return bodies
        .read(request)
        .map(WebhookRequest::change)
        .chain(given -> registrations.change(caller, webhook, given))
        .map(found -> WebhookView.of(found.orElseThrow(NotFoundException::new)));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteWebhook",
      summary = "Delete a webhook",
      description = "Its deliveries go with it, also those that have not been made.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.WEBHOOK_DELETE)
  public Uni<Response> delete(@PathParam("id") PathId id) {
    return webhooks.delete(caller(), id.orNotFound()).map(NoContent::orNotFound);
  }

  @POST
  @Path("{id}/rotate-secret")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Give a webhook a new secret",
      description =
          "For satchel.webhooks.secret-overlap (24h) deliveries carry a signature by the secret "
              + "before as well. Secrets that are older than that one are void at once.")
  @APIResponse(
      responseCode = "200",
      description = "The webhook and its new secret.",
      content = @Content(schema = @Schema(implementation = WebhookSecretView.class)))
  @APIResponse(responseCode = "404", ref = "NotFound")
  @Audited(AuditedAction.WEBHOOK_ROTATE_SECRET)
  public Uni<Response> rotateSecret(@PathParam("id") PathId id) {
    return registrations
        .rotate(caller(), id.orNotFound())
        .map(found -> withSecret(Response.ok(), found.orElseThrow(NotFoundException::new)).build());
  }

  private Caller caller() {
    return callers.with(Scope.WEBHOOKS_MANAGE);
  }

  private static ResponseBuilder withSecret(ResponseBuilder response, IssuedWebhook issued) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(WebhookSecretView.of(issued));
  }
}
