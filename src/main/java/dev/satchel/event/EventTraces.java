package dev.satchel.event;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What events tell of file requests besides ids: names of files and of people. To be found and
 * taken away under the lock of the requests, so that none is published meanwhile.
 */
@ApplicationScoped
public class EventTraces {

  private static final String OF_REQUESTS = "select id from event where file_request_id = any($1)";

  private static final String OF_FILES =
      """
      select id from event where file_request_id = any($1)
        and exists (
          select from json_array_elements(payload::json #> '{event,fileRequest,files}') file
          where (file ->> 'id')::uuid = any($2))
      """;

  /** Member by member as an event that tells ids only, which has no type of its request. */
  private static final String THIN =
      """
      update event set payload = json_build_object('event', json_build_object(
          'id', payload::json #> '{event,id}',
          'createdAt', payload::json #> '{event,createdAt}',
          'type', payload::json #> '{event,type}',
          'fileRequest', json_build_object('id', payload::json #> '{event,fileRequest,id}'),
          'addedFileIds', payload::json #> '{event,addedFileIds}',
          'removedFileIds', payload::json #> '{event,removedFileIds}'))::text
      where id = any($1) and payload::json #> '{event,fileRequest,type}' is not null
      """;

  private static final String FORGET = "delete from event where file_request_id = any($1)";

  /** All events of the file requests. */
  public Uni<List<UUID>> ofRequests(Transaction transaction, Collection<UUID> requests) {
    return find(transaction, OF_REQUESTS, Tuple.of(array(requests)));
  }

  /** Those of them that tell more of any of the files than its id. */
  public Uni<List<UUID>> ofFiles(
      Transaction transaction, Collection<UUID> requests, Collection<UUID> files) {
    return find(transaction, OF_FILES, Tuple.of(array(requests), array(files)));
  }

  /**
   * Leaves the events ids only, and tells how many had more. Receivers know them by the same id as
   * before.
   */
  public Uni<Integer> thin(Transaction transaction, Collection<UUID> events) {
    return transaction.update(THIN, Tuple.of(array(events)));
  }

  /** Forgets all events of the file requests, which no delivery is to tell any more. */
  public Uni<Integer> forgetOf(Transaction transaction, Collection<UUID> requests) {
    return transaction.update(FORGET, Tuple.of(array(requests)));
  }

  private static Uni<List<UUID>> find(Transaction transaction, String sql, Tuple parameters) {
    return transaction
        .query(sql, parameters)
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  private static UUID[] array(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
