package dev.satchel.file;

import dev.satchel.http.Page;
import dev.satchel.http.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list of files, newest first. */
@Schema(name = "FilePage")
@RegisterForReflection
public record FilePageView(
    List<FileView> files,
    @Schema(
            description = "Names the next page; null on the last one.",
            nullable = true,
            examples = "AAWdJ0b4cMABnB7bZ3d6rbuvq4Zk1kPi")
        @Nullable String nextCursor) {

  static FilePageView of(Page.Cut<StoredFile> page) {
    return new FilePageView(page.items().stream().map(FileView::of).toList(), page.next());
  }

  static PageCursor place(StoredFile file) {
    return new PageCursor(file.createdAt, file.id);
  }
}
