package dev.satchel.audit;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.http.Page;
import dev.satchel.http.PageConfig;
import dev.satchel.id.UuidText;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.time.OffsetTime;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audit}: who did what, and whether all of it is still there. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

  private static final long VERIFIED = 100_000;
  private static final long MOST_VERIFIED = 1_000_000;
  private static final String COUNT_FORM = " must be a whole number from 1 to 1000000.";

  private final Callers callers;
  private final AuditRecords records;
  private final RunningVerifications verifications;
  private final PageConfig config;

  AuditResource(
      Callers callers,
      AuditRecords records,
      RunningVerifications verifications,
      PageConfig config) {
    this.callers = callers;
    this.records = records;
    this.verifications = verifications;
    this.config = config;
  }

  @GET
  @Operation(
      operationId = "listAuditRecords",
      summary = "List what was done, newest first",
      description =
          "Reads, uploads and deletions of files, changes of keys and webhooks, reads of file "
              + "requests, of erasures and of this list, tries of them that failed, and calls with "
              + "keys of the account that are valid no more, counted. Takes the scope "
              + "`keys:manage`.")
  @APIResponse(responseCode = "200", description = "One page of the account's records.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @Audited(AuditedAction.AUDIT_READ)
  public Uni<AuditPageView> list(
      @QueryParam("fileId")
          @Parameter(
              description = "Only records of this file.",
              schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          @Nullable String fileId,
      @QueryParam("from")
          @Parameter(
              description = "Only records of this instant and later ones.",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"),
              example = "2021-01-15T00:00:00Z")
          @Nullable String from,
      @QueryParam("to")
          @Parameter(
              description = "Only records before this instant.",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @Nullable String to,
      @QueryParam("limit")
          @Parameter(
              description = "Records in the page, 50 where absent, 200 at the most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          @Nullable String limit,
      @QueryParam("cursor") @Parameter(description = "The nextCursor of the page before.")
          @Nullable String cursor) {
    Caller caller = callers.with(Scope.KEYS_MANAGE);
    var query =
        new AuditQuery(
            caller.accountId(),
            read("fileId", fileId, UuidText::parse, ProblemCode.INVALID_ID, " is not a UUID."),
            instant("from", from),
            instant("to", to),
            Page.asked(limit, cursor, config));
    return records
        .list(query)
        .map(found -> AuditPageView.of(query.page().cut(found, AuditPageView::place)));
  }

  @GET
  @Path("verification")
  @Operation(
      operationId = "verifyAudit",
      summary = "Verify that the audit is whole",
      description =
          "Records form a chain of hashes, whose ends are kept in the bucket as well. A record that "
              + "was altered or removed shows, and so do newest ones that were cut off. Verifies "
              + "the newest records; the command `satchel audit verify` verifies all. Takes the "
              + "scope `keys:manage`.")
  @APIResponse(responseCode = "200", description = "What was found.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  @Audited(AuditedAction.AUDIT_VERIFY)
  public Uni<ChainReport> verify(
      @QueryParam("records")
          @Parameter(
              description = "How many, 100000 where absent, 1000000 at the most.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          @Nullable String records) {
    Caller caller = callers.with(Scope.KEYS_MANAGE);
    long most =
        read("records", records, AuditResource::count, ProblemCode.INVALID_VALUE, COUNT_FORM)
            .orElse(VERIFIED);
    return verifications.verify(caller.accountId(), most);
  }

  private static Optional<Long> count(String text) {
    return Optional.of(text)
        .filter(it -> it.matches("[0-9]{1,7}"))
        .map(Long::valueOf)
        .filter(count -> count >= 1 && count <= MOST_VERIFIED);
  }

  /** A plus sign that was not encoded arrives as a blank. */
  private static Optional<Instant> instant(String name, @Nullable String value) {
    return read(
        name,
        value == null ? null : value.replace(' ', '+'),
        OffsetTime::parse,
        ProblemCode.INVALID_VALUE,
        " must be " + OffsetTime.FORM + ".");
  }

  private static <T> Optional<T> read(
      String name,
      @Nullable String value,
      Function<String, Optional<T>> parser,
      ProblemCode code,
      String fault) {
    return Optional.ofNullable(value)
        .map(
            text ->
                parser
                    .apply(text)
                    .orElseThrow(() -> new ProblemException(code, name, name + fault)));
  }
}
