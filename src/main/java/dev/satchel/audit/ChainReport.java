package dev.satchel.audit;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a verification of one chain found. */
@Schema(name = "AuditVerification", description = "Whether the audit of an account is whole.")
record ChainReport(
    UUID accountId,
    @Schema(description = "Whether nothing was found to be wrong.") boolean intact,
    @Schema(description = "Records before this one were not looked at, or forgotten.")
        long firstSequence,
    @Schema(description = "The last record that has its place.") long lastSequence,
    @Schema(description = "Records whose hash was computed.") long verified,
    @Schema(description = "Ends of the chain in the bucket that were compared.") long headsCompared,
    @Schema(description = "Records that have no place yet, since they are new.") long unchained,
    @Schema(
            description =
                "Records up to this one were old enough and have been forgotten; 0 for none.")
        long forgottenThrough,
    @Schema(description = "What is wrong, the first hundred of it.") List<Fault> faults) {

  /** One thing that is wrong. */
  @Schema(name = "AuditFault")
  record Fault(
      @Schema(
              description =
                  "`missing`: records up to this number are not there. `broken`: the record's hash"
                      + " does not follow from it and the one before, so one of the two was"
                      + " altered. `head_differs`: the record has another hash than it had when the"
                      + " bucket was told. `cut_off`: the bucket or the chain knows of records up"
                      + " to this number, which are not there. `unshown`: the bucket knows nothing"
                      + " of this record, although it is old enough. `unexplained`: records are gone of"
                      + " which no record says that they were forgotten. `unchained`: records of"
                      + " long ago have no place.",
              enumeration = {
                "missing",
                "broken",
                "head_differs",
                "cut_off",
                "unshown",
                "unexplained",
                "unchained"
              })
          String kind,
      @Schema(description = "The number of the record, or how many there are of `unchained`.")
          long sequence,
      @Schema(nullable = true) @Nullable UUID recordId) {}

  /** One line for people, and one for each fault. */
  String text() {
    var text = new StringBuilder();
    text.append(
        "account %s: %s, records %d to %d, %d verified, %d heads compared, %d new, forgotten through %d"
            .formatted(
                accountId,
                intact ? "intact" : "NOT INTACT",
                firstSequence,
                lastSequence,
                verified,
                headsCompared,
                unchained,
                forgottenThrough));
    faults.forEach(
        fault ->
            text.append(
                "%n  %s %d%s"
                    .formatted(
                        fault.kind,
                        fault.sequence,
                        fault.recordId == null ? "" : ", record " + fault.recordId)));
    return text.toString();
  }
}
