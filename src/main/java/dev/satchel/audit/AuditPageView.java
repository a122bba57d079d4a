package dev.satchel.audit;

import dev.satchel.http.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of records, newest first. */
@Schema(name = "AuditPage")
public record AuditPageView(
    List<AuditRecordView> records,
    @Schema(description = "Names the next page; null on the last one.", nullable = true)
        @Nullable String nextCursor) {

  /**
   * The page of up to {@code limit} records.
   *
   * @param found one record more than the page holds, if there are more
   */
  static AuditPageView of(List<AuditRecord> found, int limit) {
    List<AuditRecord> page = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit;
    return new AuditPageView(
        page.stream().map(AuditRecordView::of).toList(),
        more ? behind(page.getLast()).toString() : null);
  }

  private static PageCursor behind(AuditRecord record) {
    return new PageCursor(record.createdAt, record.id);
  }
}
