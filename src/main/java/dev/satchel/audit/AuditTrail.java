package dev.satchel.audit;

import dev.satchel.access.Actor;
import dev.satchel.database.Batches;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends records. Those of changes are part of the change's transaction; those of reads are
 * durable before the read is answered, many of them with one statement under load; those of tries
 * that failed follow the answer.
 */
@ApplicationScoped
public class AuditTrail {

  private static final Logger LOG = Logger.getLogger(AuditTrail.class);

  /** Records of one statement. */
  private static final int BATCH = 200;

  private static final String APPEND =
      """
      insert into audit_record (id, account_id, key_id, created_at, action, file_id, target_id,
        outcome, client_address, request_id, service_request_id, occurrences, detail, sequence,
        hash)
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[],
        $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[],
        $13::text[], $14::bigint[], $15::bytea[])
      """;

  private final Database database;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Vertx vertx;
  private final AuditMetrics metrics;
  private final Batches<AuditRecord, Boolean> appends = new Batches<>(BATCH, this::appendAll);

  AuditTrail(
      Database database, TimeOrderedIds ids, Clock clock, Vertx vertx, AuditMetrics metrics) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.vertx = vertx;
    this.metrics = metrics;
  }

  /** Appends that the actor did this to the files, in the caller's transaction. */
  public Uni<Void> append(
      Transaction transaction, Actor actor, AuditedAction action, Collection<UUID> files) {
    List<AuditRecord> records =
        files.stream().map(file -> record(actor, action, file, AuditRecord.DONE)).toList();
    return records.isEmpty() ? Uni.createFrom().voidItem() : append(transaction, records);
  }

  /** Appends that the actor changed what is no file, in the caller's transaction. */
  public Uni<Void> append(Transaction transaction, Actor actor, AuditedAction action, UUID target) {
    return append(transaction, List.of(record(actor, action, target, AuditRecord.DONE)));
  }

  /**
   * Changes a key or a webhook and appends that, in a transaction of its own. False where nothing
   * was changed; then nothing is recorded.
   *
   * @param change by the session of the transaction; gives how many rows it has changed
   */
  public Uni<Boolean> change(
      Actor actor, AuditedAction action, UUID target, Supplier<Uni<? extends Number>> change) {
    return database.transactionSession(
        transaction ->
            change
                .get()
                .map(changed -> changed.longValue() > 0)
                .call(
                    changed ->
                        changed
                            ? append(transaction, actor, action, target)
                            : Uni.createFrom().voidItem()));
  }

  static Uni<Void> append(Statements statements, List<AuditRecord> records) {
    return statements.update(APPEND, parameters(records)).replaceWithVoid();
  }

  /**
   * The same work, whose result is given when it is on record that it was read: without a record
   * nobody reads. To be called, and answers, on the request's event loop.
   *
   * @param subject what is read; empty where the work names none
   */
  <T> Uni<T> read(Actor actor, AuditedAction action, Optional<UUID> subject, Uni<T> work) {
    Context owner = vertx.getOrCreateContext();
    return failures(actor, action, subject, work)
        .call(() -> appends.ask(record(actor, action, subject.orElse(null), AuditRecord.DONE)))
        .emitOn(task -> owner.runOnContext(run -> task.run()));
  }

  /**
   * The same work; where it fails, that is recorded behind the answer. Work whose client has left
   * has no answer.
   *
   * @param subject what was to be changed; empty where the work names none
   */
  <T> Uni<T> failures(Actor actor, AuditedAction action, Optional<UUID> subject, Uni<T> work) {
    return work.onFailure(failure -> !(failure instanceof CancellationException))
        .invoke(
            failure ->
                recordBehind(record(actor, action, subject.orElse(null), Outcome.of(failure))));
  }

  /** Appends what no call has done, in a transaction of its own. */
  Uni<Void> append(List<AuditRecord> records) {
    return append(database, records);
  }

  private void recordBehind(AuditRecord record) {
    appends.ask(record).subscribe().with(appended -> {}, lost -> lost(record, lost));
  }

  /** This line is all that is left of it, so there is one for each, without a stack. */
  private void lost(AuditRecord record, Throwable cause) {
    metrics.lost();
    LOG.errorf(
        "No record could be kept of a failed %s of %s by key %s: %s. %s",
        record.action,
        record.fileId == null ? record.targetId : record.fileId,
        record.keyId,
        record.outcome,
        cause.getMessage());
  }

  private Uni<List<Boolean>> appendAll(List<AuditRecord> records) {
    return append(database, records).replaceWith(Collections.nCopies(records.size(), true));
  }

  private AuditRecord record(
      Actor actor, AuditedAction action, @Nullable UUID subject, String outcome) {
    var record = new AuditRecord();
    record.id = ids.next();
    record.accountId = actor.accountId();
    record.keyId = actor.keyId();
    record.createdAt = clock.instant();
    record.action = action.wireName();
    if (action.isOfFiles()) {
      record.fileId = subject;
    } else {
      record.targetId = subject;
    }
    record.outcome = outcome;
    record.clientAddress = actor.clientAddress();
    record.requestId = actor.requestId();
    record.serviceRequestId = actor.serviceRequestId();
    record.detail = actor.via();
    return record;
  }

  private static Tuple parameters(List<AuditRecord> records) {
    return Tuple.from(
        new Object[] {
          Columns.array(records, UUID[]::new, record -> record.id),
          Columns.array(records, UUID[]::new, record -> record.accountId),
          Columns.array(records, UUID[]::new, record -> record.keyId),
          Columns.array(records, OffsetDateTime[]::new, record -> Columns.utc(record.createdAt)),
          Columns.array(records, String[]::new, record -> record.action),
          Columns.array(records, UUID[]::new, record -> record.fileId),
          Columns.array(records, UUID[]::new, record -> record.targetId),
          Columns.array(records, String[]::new, record -> record.outcome),
          Columns.array(records, String[]::new, record -> record.clientAddress),
          Columns.array(records, String[]::new, record -> record.requestId),
          Columns.array(records, String[]::new, record -> record.serviceRequestId),
          Columns.array(records, Long[]::new, record -> record.occurrences),
          Columns.array(records, String[]::new, record -> record.detail),
          Columns.array(records, Long[]::new, record -> record.sequence),
          Columns.array(
              records,
              Buffer[]::new,
              record -> record.hash == null ? null : Buffer.buffer(record.hash))
        });
  }
}
