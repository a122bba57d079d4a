package dev.satchel.retention;

import dev.satchel.access.Callers;
import dev.satchel.access.Scope;
import dev.satchel.retention.Pass.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/retention}: an operator's report, of the service as a whole. */
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
  @Operation(summary = "How well the service forgets")
  @APIResponse(responseCode = "200", description = "Counts, and nothing of any file.")
  public Uni<RetentionView> report() {
    callers.with(Scope.KEYS_MANAGE);
    return Uni.combine()
        .all()
        .unis(files.overdue(grace), files.due(grace), records.last())
        .asTuple()
        .map(it -> view(it.getItem1(), it.getItem2(), it.getItem3()));
  }

  private static RetentionView view(Duration overdue, long due, List<PassView> passes) {
    return new RetentionView(
        overdue.toSeconds(),
        due,
        of(passes, Kind.PURGE, PassView::removedLastDay),
        of(passes, Kind.COMPARISON, PassView::seen),
        passes);
  }

  private static long of(List<PassView> passes, Kind kind, ToLongFunction<PassView> number) {
    return passes.stream().filter(it -> it.kind().equals(kind.wireName())).mapToLong(number).sum();
  }
}
