package dev.satchel.webhook;

import dev.satchel.http.Page;
import dev.satchel.http.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of deliveries, newest first. */
@Schema(name = "DeliveryPage")
@RegisterForReflection
public record DeliveryPageView(
    List<DeliveryView> deliveries,
    @Schema(description = "Names the next page; null on the last one.", nullable = true)
        @Nullable String nextCursor) {

  static DeliveryPageView of(Page.Cut<DeliveryView> page) {
    return new DeliveryPageView(page.items(), page.next());
  }

  static PageCursor place(DeliveryView delivery) {
    return new PageCursor(delivery.createdAt(), delivery.id());
  }
}
