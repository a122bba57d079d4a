package dev.satchel.webhook;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.audit.Audited;
import dev.satchel.audit.AuditedAction;
import dev.satchel.http.Page;
import dev.satchel.http.PageConfig;
import dev.satchel.http.PathId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was, is and will be sent to a webhook. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
@APIResponse(responseCode = "404", ref = "NotFound")
public class DeliveryResource {

  private final Callers callers;
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Pings pings;
  private final PageConfig config;

  DeliveryResource(
      Callers callers, Webhooks webhooks, Deliveries deliveries, Pings pings, PageConfig config) {
    this.callers = callers;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.pings = pings;
    this.config = config;
  }

  @GET
  @Path("{id}/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "List the deliveries to a webhook, newest first")
  @APIResponse(responseCode = "200", description = "One page.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  public Uni<DeliveryPageView> list(
      @PathParam("id") PathId id,
      @QueryParam("limit")
          @Parameter(
              description = "Deliveries in the page, 50 where absent, 200 at the most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          @Nullable String limit,
      @QueryParam("cursor") @Parameter(description = "The nextCursor of the page before.")
          @Nullable String cursor) {
    Caller caller = caller();
    Page page = Page.asked(limit, cursor, config);
    return webhooks
        .find(caller, id.orNotFound())
        .map(found -> found.orElseThrow(NotFoundException::new))
        .chain(webhook -> deliveries.list(caller, webhook.id, page))
        .map(found -> DeliveryPageView.of(page.cut(found, DeliveryPageView::place)));
  }

  @POST
  @Path("{id}/deliveries/{deliveryId}/redeliver")
  @Operation(
      operationId = "redeliver",
      summary = "Deliver again",
      description =
          "A delivery that is delivered or failed becomes pending and due at once, with all its "
              + "retries before it. A pending one is left as it is.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery.",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  @Audited(AuditedAction.WEBHOOK_REDELIVER)
  public Uni<Response> redeliver(
      @PathParam("id") PathId id, @PathParam("deliveryId") PathId deliveryId) {
    return deliveries
        .redeliver(caller(), id.orNotFound(), deliveryId.orNotFound())
        .map(DeliveryResource::accepted);
  }

  @POST
  @Path("{id}/ping")
  @Operation(
      operationId = "pingWebhook",
      summary = "Try a webhook",
      description = "Sends it an event of the type `ping`, also if it is not enabled.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery of the ping.",
      content = @Content(schema = @Schema(implementation = DeliveryView.class)))
  @Audited(AuditedAction.WEBHOOK_PING)
  public Uni<Response> ping(@PathParam("id") PathId id) {
    return pings.send(caller(), id.orNotFound()).map(DeliveryResource::accepted);
  }

  private Caller caller() {
    return callers.with(Scope.WEBHOOKS_MANAGE);
  }

  private static Response accepted(Optional<DeliveryView> delivery) {
    return Response.accepted(delivery.orElseThrow(NotFoundException::new)).build();
  }
}
