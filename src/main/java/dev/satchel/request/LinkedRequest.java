package dev.satchel.request;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file request as it shows itself to whoever has its link: nothing of it tells who the patient is
 * but the first name.
 *
 * @param photosOnly whether it takes only images
 * @param prompt what is asked for
 * @param asks the name of the member of staff who asks
 * @param firstName of the patient
 * @param userId whose files those are that come by the link
 * @param end from then on the link leads nowhere; null for never
 * @param filesExpiryInterval seconds for which these files are kept; null for until they are
 *     deleted
 * @param asksForBirthDate whether it takes files only of who knows the patient's date of birth
 */
public record LinkedRequest(
    UUID id,
    UUID accountId,
    boolean photosOnly,
    @Nullable String prompt,
    @Nullable String asks,
    @Nullable String firstName,
    UUID userId,
    @Nullable Instant end,
    @Nullable Long filesExpiryInterval,
    boolean asksForBirthDate) {

  static LinkedRequest of(FileRequest request) {
    var patient = request.patient();
    var staff = request.staff();
    return new LinkedRequest(
        request.id(),
        request.accountId(),
        request.type() == FileRequestType.PHOTO,
        request.prompt(),
        staff == null ? null : staff.displayName(),
        patient == null ? null : patient.firstName(),
        patient == null ? request.id() : patient.id(),
        request.linkEnd(),
        request.filesExpiryInterval(),
        request.verify() != null);
  }

  /** Whether the link leads nowhere any more. */
  public boolean isOver(Instant now) {
    return end != null && !end.isAfter(now);
  }
}
