package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The file requests in the database; the account is part of each query. */
@ApplicationScoped
class FileRequests {

  private static final String INSERT =
      """
      insert into file_request
        (id, account_id, type, prompt, label, patient_id, patient_first_name, patient_last_name,
         staff_id, staff_name, short_link_id, webhook_url, created_at, expires_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13)
      returning %s
      """
          .formatted(FileRequest.COLUMNS);

  private static final String FIND =
      "select %s from file_request where account_id = $1 and id = $2 and deleted_at is null"
          .formatted(FileRequest.COLUMNS);

  private static final String CLEAR =
      """
      update file_request set prompt = null, label = null, patient_first_name = null,
        patient_last_name = null, staff_name = null, webhook_url = null
      where id = any($1)
      """;

  private final Database database;
  private final People people;
  private final TimeOrderedIds ids;
  private final ShortLinks links;
  private final Clock clock;

  FileRequests(
      Database database, People people, TimeOrderedIds ids, ShortLinks links, Clock clock) {
    this.database = database;
    this.people = people;
    this.ids = ids;
    this.links = links;
    this.clock = clock;
  }

  /** Makes it, and the people whom it names where they are not known. */
  Uni<FileRequest> create(Caller caller, NewFileRequest request) {
    UUID account = caller.accountId();
    Optional<PersonIdentity> patient = request.patient().identity(account);
    Optional<PersonIdentity> staff = request.staff().identity(account);
    people.requireKeyFor(patient.or(() -> staff));
    return database.inTransaction(
        transaction ->
            person(transaction, account, request.patient().isGiven(), patient)
                .chain(
                    asked ->
                        person(transaction, account, request.staff().isGiven(), staff)
                            .chain(asks -> insert(transaction, account, request, asked, asks))));
  }

  private Uni<Optional<UUID>> person(
      Transaction transaction, UUID account, boolean given, Optional<PersonIdentity> identity) {
    return given
        ? people.id(transaction, account, identity).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }

  /** The request, if the caller's account has it. */
  Uni<Optional<FileRequest>> find(Caller caller, UUID id) {
    return find(database, caller, id);
  }

  /** The same, in a transaction for example. */
  Uni<Optional<FileRequest>> find(Statements statements, Caller caller, UUID id) {
    return statements
        .query(FIND, Tuple.of(caller.accountId(), id))
        .map(
            found ->
                found.iterator().hasNext()
                    ? Optional.of(FileRequest.of(found.iterator().next()))
                    : Optional.empty());
  }

  /**
   * Leaves rows of requests that have ended nothing but ids and times. Behind their events, which
   * go where the request says.
   */
  Uni<Integer> clear(Transaction transaction, Collection<UUID> ended) {
    return transaction.update(CLEAR, Tuple.of(ended.toArray(UUID[]::new)));
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
