package dev.satchel.file;

import dev.satchel.http.PageCursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of files, newest first. */
@Schema(name = "FilePage")
public record FilePageView(
    List<FileView> files,
    @Schema(
            description = "Names the next page; null on the last one.",
            nullable = true,
            examples = "AAWdJ0b4cMABnB7bZ3d6rbuvq4Zk1kPi")
        @Nullable String nextCursor) {

  /**
   * The page of up to {@code limit} files.
   *
   * @param found one file more than the page holds, if there are more
   */
  static FilePageView of(List<StoredFile> found, int limit) {
    List<StoredFile> page = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit;
    return new FilePageView(
        page.stream().map(FileView::of).toList(), more ? behind(page.getLast()).toString() : null);
  }

  private static PageCursor behind(StoredFile file) {
    return new PageCursor(file.createdAt, file.id);
  }
}
