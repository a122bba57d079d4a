package dev.satchel.file;

import dev.satchel.access.Caller;
import dev.satchel.http.PageConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Pages of the list of files. */
@ApplicationScoped
class FileLists {

  private final StoredFiles files;
  private final PageConfig config;

  FileLists(StoredFiles files, PageConfig config) {
    this.files = files;
    this.config = config;
  }

  Uni<FilePageView> page(Caller caller, FileListRequest request) {
    FileQuery query = request.query(config);
    return files
        .list(caller, query)
        .map(found -> FilePageView.of(query.page().cut(found, FilePageView::place)));
  }
}
