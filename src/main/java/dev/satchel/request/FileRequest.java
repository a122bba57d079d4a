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
 * @param linkExpiresAt from then on the link leads nowhere; null where that is {@code expiresAt}
 * @param filesExpiryInterval seconds for which files are kept that come by the link
 * @param verify what the link's page asks for first; null for nothing
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
    @Nullable Instant expiresAt,
    @Nullable Instant linkExpiresAt,
    @Nullable Long filesExpiryInterval,
    @Nullable String verify) {

  /** What the page may ask for: the patient's date of birth. */
  static final String DATE_OF_BIRTH = "dateOfBirth";

  /** A patient as the request calls them. */
  record PatientName(UUID id, @Nullable String firstName, @Nullable String lastName) {}

  /** A member of staff as the request calls them. */
  record StaffName(UUID id, @Nullable String displayName) {}

  /** What {@link #of} reads, and the count of its events. */
  static final String COLUMNS =
      """
      id, account_id, type, prompt, label, patient_id, patient_first_name, patient_last_name,
      staff_id, staff_name, short_link_id, webhook_url, created_at, expires_at, event_count,
      short_link_expires_at, files_expiry_interval, verify_key
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
        Columns.instantOrNull(row, "expires_at"),
        Columns.instantOrNull(row, "short_link_expires_at"),
        row.getLong("files_expiry_interval"),
        row.getString("verify_key") == null ? null : DATE_OF_BIRTH);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  /** From when on the link leads nowhere; null for never. */
  @Nullable Instant linkEnd() {
    if (linkExpiresAt == null || expiresAt == null) {
      return linkExpiresAt == null ? expiresAt : linkExpiresAt;
    }
    return linkExpiresAt.isBefore(expiresAt) ? linkExpiresAt : expiresAt;
  }
}
