package dev.satchel.audit;

import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one actor did once. */
@Entity
@Table(name = "audit_record")
public class AuditRecord {

  /** What the outcome of a success is. */
  static final String DONE = "done";

  @Id public UUID id;

  @Column(name = "account_id")
  public UUID accountId;

  @Column(name = "key_id")
  public UUID keyId;

  @Column(name = "created_at")
  public Instant createdAt;

  /** {@link AuditedAction#wireName}. */
  public String action;

  @Column(name = "file_id")
  public @Nullable UUID fileId;

  /** The key, webhook or file request, or the erasure, that was changed or read. */
  @Column(name = "target_id")
  public @Nullable UUID targetId;

  /** {@code done}, or what the answer said went wrong. */
  public String outcome;

  @Column(name = "client_address")
  public @Nullable String clientAddress;

  @Column(name = "request_id")
  public String requestId;

  /** The service's own id of the request; null in records from before it was kept. */
  @Column(name = "service_request_id")
  public @Nullable String serviceRequestId;

  /** How many things of this kind the record stands for; null for one. */
  public @Nullable Long occurrences;

  /** What else there is to say; null for nothing. */
  public @Nullable String detail;

  /** Its place in the chain of its account, from 1; null until it has one. */
  public @Nullable Long sequence;

  /** {@link ChainHash} of it in its place; null until it has one. */
  public byte @Nullable [] hash;

  /** Its place, which it has to have. */
  long place() {
    return Objects.requireNonNull(sequence);
  }

  /** Its hash in that place. */
  byte[] placeHash() {
    return Objects.requireNonNull(hash);
  }

  /**
   * The columns of a record, by name: PostgreSQL refuses a prepared {@code select *} once a newer
   * version has added a column.
   */
  static final String COLUMNS =
      """
      id, account_id, key_id, created_at, action, file_id, target_id, outcome, client_address,
      request_id, service_request_id, occurrences, detail, sequence, hash
      """;

  /** The record in a row with {@link #COLUMNS}. */
  static AuditRecord of(Row row) {
    var record = new AuditRecord();
    record.id = row.getUUID("id");
    record.accountId = row.getUUID("account_id");
    record.keyId = row.getUUID("key_id");
    record.createdAt = Columns.instant(row, "created_at");
    record.action = row.getString("action");
    record.fileId = row.getUUID("file_id");
    record.targetId = row.getUUID("target_id");
    record.outcome = row.getString("outcome");
    record.clientAddress = row.getString("client_address");
    record.requestId = row.getString("request_id");
    record.serviceRequestId = row.getString("service_request_id");
    record.occurrences = row.getLong("occurrences");
    record.detail = row.getString("detail");
    record.sequence = row.getLong("sequence");
    var hash = row.getBuffer("hash");
    record.hash = hash == null ? null : hash.getBytes();
    return record;
  }
}
