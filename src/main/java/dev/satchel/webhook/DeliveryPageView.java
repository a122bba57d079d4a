package dev.satchel.webhook;

import dev.satchel.http.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of deliveries, newest first. */
@Schema(name = "DeliveryPage")
public record DeliveryPageView(
    List<DeliveryView> deliveries,
    @Schema(description = "Names the next page; null on the last one.", nullable = true)
        @Nullable String nextCursor) {

  /**
   * The page of up to {@code limit} deliveries.
   *
   * @param found one delivery more than the page holds, if there are more
   */
  static DeliveryPageView of(List<DeliveryView> found, int limit) {
    return found.size() > limit
        ? new DeliveryPageView(found.subList(0, limit), behind(found.get(limit - 1)).toString())
        : new DeliveryPageView(found, null);
  }

  private static PageCursor behind(DeliveryView delivery) {
    return new PageCursor(delivery.createdAt(), delivery.id());
  }
}
