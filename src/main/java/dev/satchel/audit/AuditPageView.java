package dev.satchel.audit;

import dev.satchel.http.Page;
import dev.satchel.http.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of records, newest first. */
@Schema(name = "AuditPage")
@RegisterForReflection
public record AuditPageView(
    List<AuditRecordView> records,
    @Schema(description = "Names the next page; null on the last one.", nullable = true)
        @Nullable String nextCursor) {

  static AuditPageView of(Page.Cut<AuditRecord> page) {
    return new AuditPageView(page.items().stream().map(AuditRecordView::of).toList(), page.next());
  }

  static PageCursor place(AuditRecord record) {
    return new PageCursor(record.createdAt, record.id);
  }
}
