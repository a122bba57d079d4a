package dev.satchel.file;

import dev.satchel.config.SatchelConfig;
import dev.satchel.id.UuidText;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list, as they came. */
record FileListRequest(
    @Nullable String userId,
    @Nullable String fileRequestId,
    @Nullable String limit,
    @Nullable String cursor) {

  private static final Pattern LIMIT = Pattern.compile("0*[1-9][0-9]{0,8}");

  /**
   * What they ask for.
   *
   * @throws ProblemException naming the first parameter that is not of its form
   */
  FileQuery query(SatchelConfig.Api config) {
    return new FileQuery(
        uuid("userId", userId),
        uuid("fileRequestId", fileRequestId),
        Optional.ofNullable(cursor).map(FileListRequest::place),
        Math.min(limit == null ? config.pageSize() : count(limit), config.maxPageSize()));
  }

  private static Optional<UUID> uuid(String name, @Nullable String value) {
    return Optional.ofNullable(value)
        .map(
            text ->
                UuidText.parse(text)
                    .orElseThrow(() -> invalid(ProblemCode.INVALID_ID, name, " is not a UUID.")));
  }

  private static FileCursor place(String cursor) {
    return FileCursor.parse(cursor)
        .orElseThrow(
            () -> invalid(ProblemCode.INVALID_CURSOR, "cursor", " is not one that a list gave."));
  }

  private static int count(String limit) {
    if (!LIMIT.matcher(limit).matches()) {
      throw invalid(ProblemCode.INVALID_LIMIT, "limit", " is not a whole number from 1 on.");
    }
    return Integer.parseInt(limit);
  }

  private static ProblemException invalid(ProblemCode code, String name, String fault) {
    return new ProblemException(code, name, name + fault);
  }
}
