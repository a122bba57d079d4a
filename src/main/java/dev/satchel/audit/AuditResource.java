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

/** {@code GET /v1/audit}: who did what. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {

  private final Callers callers;
  private final AuditRecords records;
  private final PageConfig config;

  AuditResource(Callers callers, AuditRecords records, PageConfig config) {
    this.callers = callers;
    this.records = records;
    this.config = config;
  }

  @GET
  @Operation(
      summary = "List what was done, newest first",
      description =
          "Reads, uploads and deletions of files, changes of keys and webhooks, and tries of them "
              + "that failed. Takes the scope `keys:manage`.")
  @APIResponse(responseCode = "200", description = "One page of the account's records.")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  public Uni<AuditPageView> list(
      @QueryParam("fileId")
          @Parameter(description = "Only records of this file.", schema = @Schema(format = "uuid"))
          @Nullable String fileId,
      @QueryParam("from")
          @Parameter(
              description = "Only records of this instant and later ones.",
              example = "2021-01-15T00:00:00Z")
          @Nullable String from,
      @QueryParam("to") @Parameter(description = "Only records before this instant.")
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
