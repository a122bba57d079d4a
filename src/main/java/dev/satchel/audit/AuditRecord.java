package dev.satchel.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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

  /** The key or webhook that was changed. */
  @Column(name = "target_id")
  public @Nullable UUID targetId;

  /** {@code done}, or what the answer said went wrong. */
  public String outcome;

  @Column(name = "client_address")
  public @Nullable String clientAddress;

  @Column(name = "request_id")
  public String requestId;
}
