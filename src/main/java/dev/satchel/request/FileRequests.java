package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The file requests in the database; the account is part of each query. */
@ApplicationScoped
class FileRequests {

  /** Updates nothing: whoever was first is who it is. */
  private static final String PERSON =
      """
      insert into person (id, account_id, identity_hash, created_at) values ($1, $2, $3, $4)
      on conflict (account_id, identity_hash) do update
      set identity_hash = excluded.identity_hash
      returning id
      """;

  private static final String INSERT =
      """
      insert into file_request
        (id, account_id, type, prompt, label, patient_id, patient_first_name, patient_last_name,
         staff_id, staff_name, short_link_id, webhook_url, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      returning *
      """;

  private static final String FIND = "select * from file_request where account_id = $1 and id = $2";

  private final Database database;
  private final TimeOrderedIds ids;
  private final ShortLinks links;
  private final Clock clock;

  FileRequests(Database database, TimeOrderedIds ids, ShortLinks links, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.links = links;
    this.clock = clock;
  }

  Uni<FileRequest> create(Caller caller, NewFileRequest request) {
    UUID account = caller.accountId();
    return database.inTransaction(
        transaction ->
            person(
                    transaction,
                    account,
                    request.patient().isGiven(),
                    request.patient().identity(account))
                .chain(
                    patient ->
                        person(
                                transaction,
                                account,
                                request.staff().isGiven(),
                                request.staff().identity(account))
                            .chain(
                                staff -> insert(transaction, account, request, patient, staff))));
  }

  /** The request, if the caller's account has it. */
  Uni<Optional<FileRequest>> find(Caller caller, UUID id) {
    return database
        .query(FIND, Tuple.of(caller.accountId(), id))
        .map(
            found ->
                found.iterator().hasNext()
                    ? Optional.of(FileRequest.of(found.iterator().next()))
                    : Optional.empty());
  }

  /** The id of a person; of a new one where nothing tells who it is. */
  private Uni<Optional<UUID>> person(
      Transaction transaction, UUID account, boolean given, Optional<PersonIdentity> identity) {
    if (!given) {
      return Uni.createFrom().item(Optional.empty());
    }
    UUID id = ids.next();
    byte[] hash =
        identity.orElseGet(() -> PersonIdentity.of(account, "unknown", id.toString())).hash();
    return transaction
        .query(PERSON, Tuple.of(id, account, Buffer.buffer(hash), Columns.utc(clock.instant())))
        .map(rows -> Optional.of(rows.iterator().next().getUUID("id")));
  }

  private Uni<FileRequest> insert(
      Transaction transaction,
      UUID account,
      NewFileRequest request,
      Optional<UUID> patient,
      Optional<UUID> staff) {
    Instant now = clock.instant();
    Long interval = request.expiryInterval();
    var row =
        new Object[] {
          ids.next(),
          account,
          request.type().wireName(),
          request.prompt(),
          request.label(),
          patient.orElse(null),
          request.patient().firstName(),
          request.patient().lastName(),
          staff.orElse(null),
          request.staff().name(),
          links.next(),
          request.webhookUrl().orElse(null),
          Columns.utc(now),
          Columns.utcOrNull(interval == null ? null : now.plusSeconds(interval))
        };
    return transaction
        .query(INSERT, Tuple.from(row))
        .map(inserted -> FileRequest.of(inserted.iterator().next()));
  }
}
