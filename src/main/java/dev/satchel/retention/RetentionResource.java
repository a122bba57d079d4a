package dev.satchel.retention;

import dev.satchel.access.Caller;
import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code GET /v1/retention}: what becomes of the files of the caller's account. Operators find what
 * the service does as a whole in its metrics.
 */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations")
public class RetentionResource {

  private final Callers callers;
  private final PassRecords records;
  private final OverdueFiles files;
  private final Duration grace;

  RetentionResource(
      Callers callers, PassRecords records, OverdueFiles files, RetentionConfig config) {
    this.callers = callers;
    this.records = records;
    this.files = files;
    this.grace = config.grace();
  }

  @GET
  @Operation(
      operationId = "getRetention",
      summary = "How well the account's files are forgotten",
      description = "Takes the scope `keys:manage`.")
  @APIResponse(
      responseCode = "200",
      description = "Counts of the account's own files, and nothing of any other account.")
  public Uni<RetentionView> report() {
    Caller caller = callers.with(Scope.KEYS_MANAGE);
    return Uni.combine()
        .all()
        .unis(files.of(caller.accountId(), grace), records.last())
        .with(RetentionView::of);
  }
}
