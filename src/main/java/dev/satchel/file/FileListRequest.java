package dev.satchel.file;

import dev.satchel.http.Page;
import dev.satchel.http.PageConfig;
import dev.satchel.id.UuidText;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list, as they came. */
record FileListRequest(
    @Nullable String userId,
    @Nullable String fileRequestId,
    @Nullable String limit,
    @Nullable String cursor) {

  /**
   * What they ask for.
   *
   * @throws ProblemException naming the first parameter that is not of its form
   */
  FileQuery query(PageConfig config) {
    Optional<UUID> user = uuid("userId", userId);
    Optional<UUID> request = uuid("fileRequestId", fileRequestId);
    Page page = Page.asked(limit, cursor, config);
    return new FileQuery(user, request, page);
  }

  private static Optional<UUID> uuid(String name, @Nullable String value) {
    return Optional.ofNullable(value)
        .map(
            text ->
                UuidText.parse(text)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                ProblemCode.INVALID_ID, name, name + " is not a UUID.")));
  }
}
