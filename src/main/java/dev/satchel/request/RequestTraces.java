package dev.satchel.request;

import dev.satchel.database.Transaction;
import dev.satchel.event.EventTraces;
import dev.satchel.file.FileTraces;
import dev.satchel.webhook.DeliveryTraces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What events, and those who were told of them, know of files and of who was asked for them. */
@ApplicationScoped
class RequestTraces implements FileTraces {

  /** In one order, so that nobody waits in a ring. */
  private static final String LOCK =
      "select from file_request where id = any($1) order by id for no key update";

  private final EventTraces events;
  private final DeliveryTraces deliveries;

  RequestTraces(EventTraces events, DeliveryTraces deliveries) {
    this.events = events;
    this.deliveries = deliveries;
  }

  /** Where files are erased, all events of their requests tell ids only: they name the patient. */
  @Override
  public Uni<Integer> remove(Transaction transaction, List<GoneFile> files, Cause cause) {
    List<UUID> requests = requests(files);
    List<UUID> ids = files.stream().map(GoneFile::id).toList();
    return requests.isEmpty()
        ? Uni.createFrom().item(0)
        : lock(transaction, requests)
            .chain(
                () ->
                    switch (cause) {
                      case PURGE -> events.ofFiles(transaction, requests, ids);
                      case ERASURE -> events.ofRequests(transaction, requests);
                    })
            .chain(found -> thin(transaction, found));
  }

  /** The same of all events of the file requests, whatever files they are about. */
  Uni<Integer> remove(Transaction transaction, Collection<UUID> requests) {
    return requests.isEmpty()
        ? Uni.createFrom().item(0)
        : lock(transaction, requests)
            .chain(() -> events.ofRequests(transaction, requests))
            .chain(found -> thin(transaction, found));
  }

  private static Uni<?> lock(Transaction transaction, Collection<UUID> requests) {
    return transaction.query(LOCK, Tuple.of(requests.toArray(UUID[]::new)));
  }

  /** Deliveries first: who writes a result down waits for that, or sees that it was done. */
  private Uni<Integer> thin(Transaction transaction, List<UUID> found) {
    return found.isEmpty()
        ? Uni.createFrom().item(0)
        : deliveries.forget(transaction, found).chain(() -> events.thin(transaction, found));
  }

  private static List<UUID> requests(List<GoneFile> files) {
    Stream<@Nullable UUID> answered = files.stream().map(GoneFile::fileRequest);
    return answered.filter(Objects::nonNull).distinct().toList();
  }
}
