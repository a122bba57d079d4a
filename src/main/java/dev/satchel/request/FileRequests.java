package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.privacy.KeyedHash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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
         staff_id, staff_name, short_link_id, webhook_url, created_at, expires_at, changed_at,
         files_expiry_interval, verify_key, verify_hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, $15, $16, $17)
      returning %s
      """
          .formatted(FileRequest.COLUMNS);

  private static final String FIND =
      "select %s from file_request where account_id = $1 and id = $2 and deleted_at is null"
          .formatted(FileRequest.COLUMNS);

  private static final String CLEAR =
      """
      update file_request set prompt = null, label = null, patient_first_name = null,
        patient_last_name = null, staff_name = null, webhook_url = null, verify_hash = null
      where id = any($1)
      """;

  /** A link that is given a new time is one that nobody has guessed at. */
  private static final String MOVE_LINK =
      """
      update file_request set short_link_expires_at = $3, verify_failures = 0
      where account_id = $1 and id = $2 and deleted_at is null
      returning %s
      """
          .formatted(FileRequest.COLUMNS);

  private final Database database;
  private final People people;
  private final BirthDates birthDates;
  private final AuditTrail trail;
  private final TimeOrderedIds ids;
  private final ShortLinks links;
  private final Clock clock;

  FileRequests(
      Database database,
      People people,
      BirthDates birthDates,
      AuditTrail trail,
      TimeOrderedIds ids,
      ShortLinks links,
      Clock clock) {
    this.database = database;
    this.people = people;
    this.birthDates = birthDates;
    this.trail = trail;
    this.ids = ids;
    this.links = links;
    this.clock = clock;
  }

  /** Makes it, and the people whom it names where they are not known. */
  Uni<FileRequest> create(Caller caller, NewFileRequest request) {
    UUID account = caller.accountId();
    Optional<PersonIdentity> patient = request.patient().identity(account);
    Optional<PersonIdentity> staff = request.staff().identity(account);
    people.requireKeyFor(patient.or(() -> staff).isPresent() || request.birthDate().isPresent());
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
   * Has the link of a request end then, which may be past; gives the request, if the caller's
   * account has it.
   */
  Uni<Optional<FileRequest>> endLink(Caller caller, UUID id, Instant end) {
    return database.inTransaction(
        transaction ->
            transaction
                .query(MOVE_LINK, Tuple.of(caller.accountId(), id, Columns.utc(end)))
                .map(rows -> rows.stream().map(FileRequest::of).findFirst())
                .call(
                    moved ->
                        moved.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : trail.append(
                                transaction, caller.actor(), AuditedAction.REQUEST_UPDATE, id)));
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
    UUID id = ids.next();
    Long interval = request.expiryInterval();
    Optional<KeyedHash> birthDate = request.birthDate().map(date -> birthDates.hash(id, date));
    var row =
        new Object[] {
          id,
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
          Columns.utcOrNull(interval == null ? null : now.plusSeconds(interval)),
          request.filesExpiryInterval(),
          birthDate.map(KeyedHash::key).orElse(null),
          birthDate.map(hash -> Buffer.buffer(hash.value())).orElse(null)
        };
    return transaction
        .query(INSERT, Tuple.from(row))
        .map(inserted -> FileRequest.of(inserted.iterator().next()));
  }
}
