package dev.satchel.http;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * This page of what a list has.
   *
   * @param found one item more than the page holds, if there are more
   * @param place of an item in the list
   */
  public <T> Cut<T> cut(List<T> found, Function<T, PageCursor> place) {
    List<T> items = found.subList(0, Math.min(limit, found.size()));
    return new Cut<>(items, found.size() > limit ? place.apply(items.getLast()).toString() : null);
  }

  /**
   * A page of a list.
   *
   * @param next names the page behind it; null where there is none
   */
  public record Cut<T>(List<T> items, @Nullable String next) {}

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
