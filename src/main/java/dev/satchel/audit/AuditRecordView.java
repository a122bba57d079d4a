package dev.satchel.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record of the audit as the API tells of it. */
@Schema(
    name = "AuditRecord",
    description = "What a key did once, or tried to; or calls without a valid key, counted.")
@RegisterForReflection
public record AuditRecordView(
    UUID id,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant createdAt,
    UUID accountId,
    UUID keyId,
    @Schema(
            enumeration = {
              "file.upload",
              "file.download",
              "file.metadata",
              "file.list",
              "file.delete",
              "file.erase",
              "request.update",
              "request.delete",
              "person.erase",
              "key.create",
              "key.revoke",
              "webhook.create",
              "webhook.update",
              "webhook.rotate-secret",
              "webhook.delete",
              "webhook.ping",
              "webhook.redeliver",
              "request.read",
              "erasure.read",
              "audit.read",
              "audit.verify",
              "page.verify",
              "page.update",
              "audit.forget",
              "auth.refused"
            })
        String action,
    @Schema(nullable = true) @Nullable UUID fileId,
    @Schema(
            description =
                "The key, webhook or file request, or the erasure, that was changed or read.",
            nullable = true)
        @Nullable UUID targetId,
    @Schema(
            description = "`done`, or the code of the error, or `not_found`.",
            examples = {"done", "scope_missing"})
        String outcome,
    @Schema(nullable = true, examples = "192.0.2.7") @Nullable String clientAddress,
    @Schema(description = "The X-Request-Id of the answer, which the caller may choose.")
        String requestId,
    @Schema(
            description =
                "The service's own id of the request; null in records from before it was kept.",
            nullable = true)
        @Nullable String serviceRequestId,
    @Schema(
            description =
                "How many the record stands for, where it counts refusals or forgotten records.")
        long occurrences,
    @Schema(description = "What else there is to say.", nullable = true) @Nullable String detail) {

  static AuditRecordView of(AuditRecord record) {
    return new AuditRecordView(
        record.id,
        record.createdAt,
        record.accountId,
        record.keyId,
        record.action,
        record.fileId,
        record.targetId,
        record.outcome,
        record.clientAddress,
        record.requestId,
        record.serviceRequestId,
        record.occurrences == null ? 1 : record.occurrences,
        record.detail);
  }
}
