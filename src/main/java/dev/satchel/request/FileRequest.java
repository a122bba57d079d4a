package dev.satchel.request;

import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks somebody for files.
 *
 * @param label the caller's own name of an account, kept and given back
 * @param shortLinkId names the request to those who know no other name; not to be guessed
 * @param webhookUrl where its events go, instead of to the account's webhooks
 * @param expiresAt from then on no file can be added
 */
record FileRequest(
    UUID id,
    UUID accountId,
    FileRequestType type,
    @Nullable String prompt,
    @Nullable String label,
    @Nullable PatientName patient,
    @Nullable StaffName staff,
    String shortLinkId,
    @Nullable String webhookUrl,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  /** A patient as the request calls them. */
  record PatientName(UUID id, @Nullable String firstName, @Nullable String lastName) {}

  /** A member of staff as the request calls them. */
  record StaffName(UUID id, @Nullable String displayName) {}

  /** What {@link #of} reads, and the count of its events. */
  static final String COLUMNS =
      """
      id, account_id, type, prompt, label, patient_id, patient_first_name, patient_last_name,
      staff_id, staff_name, short_link_id, webhook_url, created_at, expires_at, event_count
      """;

  static FileRequest of(Row row) {
    UUID patient = row.getUUID("patient_id");
    UUID staff = row.getUUID("staff_id");
    return new FileRequest(
        row.getUUID("id"),
        row.getUUID("account_id"),
        FileRequestType.of(row.getString("type")).orElseThrow(),
        row.getString("prompt"),
        row.getString("label"),
        patient == null
            ? null
            : new PatientName(
                patient, row.getString("patient_first_name"), row.getString("patient_last_name")),
        staff == null ? null : new StaffName(staff, row.getString("staff_name")),
        row.getString("short_link_id"),
        row.getString("webhook_url"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "expires_at"));
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
