package dev.satchel.request;

import dev.satchel.request.FileRequest.PatientName;
import dev.satchel.request.FileRequest.StaffName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody whom a file request names. */
@Schema(name = "Person")
@RegisterForReflection
record PersonView(
    @Schema(description = "The same for the same person, within an account.") UUID id,
    @Schema(nullable = true) @Nullable String displayName,
    @Schema(nullable = true) @Nullable String firstName,
    @Schema(nullable = true) @Nullable String lastName,
    @Schema(description = "Always null: Satchel keeps no pictures of people.", nullable = true)
        @Nullable String profilePictureUrl) {

  static @Nullable PersonView of(@Nullable PatientName patient) {
    return patient == null
        ? null
        : new PersonView(patient.id(), null, patient.firstName(), patient.lastName(), null);
  }

  static @Nullable PersonView of(@Nullable StaffName staff) {
    return staff == null ? null : new PersonView(staff.id(), staff.displayName(), null, null, null);
  }
}
