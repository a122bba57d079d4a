package dev.satchel.http;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a call asks for.
 *
 * @param after where it begins; empty for the first page
 * @param limit the most that it holds, at least 1
 */
public record Page(Optional<PageCursor> after, int limit) {

  private static final Pattern LIMIT = Pattern.compile("0*[1-9][0-9]{0,8}");

  /**
   * Reads the query parameters {@code limit} and {@code cursor}.
   *
   * @throws ProblemException naming the first of them that is not of its form
   */
  public static Page asked(@Nullable String limit, @Nullable String cursor, PageConfig config) {
    return new Page(
        Optional.ofNullable(cursor).map(Page::place),
        Math.min(limit == null ? config.pageSize() : count(limit), config.maxPageSize()));
  }

  private static PageCursor place(String cursor) {
    return PageCursor.parse(cursor)
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
