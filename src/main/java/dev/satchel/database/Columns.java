package dev.satchel.database;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How values enter columns and leave them. A {@code timestamptz} holds an instant, to the
 * microsecond; the driver takes it as a date with an offset.
 */
public final class Columns {

  private Columns() {}

  /** The instant as a parameter. */
  public static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The instant as a parameter; null where there is none. */
  public static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  /** The instant in a column that always holds one. */
  public static Instant instant(Row row, String column) {
    return Objects.requireNonNull(instantOrNull(row, column), column);
  }

  /** The instant in a column; null where it holds none. */
  public static @Nullable Instant instantOrNull(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  /**
   * One value of each row, for {@code unnest} or {@code any}.
   *
   * @param array makes an array of the parameter's element type
   */
  public static <S, T> T[] array(
      Collection<S> rows, IntFunction<T[]> array, Function<S, @Nullable T> value) {
    return rows.stream().map(value).toArray(array);
  }
}
