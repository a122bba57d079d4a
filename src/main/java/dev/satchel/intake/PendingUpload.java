package dev.satchel.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Owns the objects of an upload that has not been committed: those whose key starts with its id.
 */
@Entity
@Table(name = "pending_upload")
class PendingUpload {

  @Id UUID id;

  @Column(name = "created_at")
  Instant createdAt;

  /** From then on the upload cannot be committed. */
  @Column(name = "abandoned_at")
  @Nullable Instant abandonedAt;
}
