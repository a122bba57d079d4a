package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.file.FileTraces.Cause;
import dev.satchel.retention.OverdueFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Files that nobody can see any more and whose time of grace is over. A claim lasts for a while, so
 * that replicas share the work, and what a crash leaves is found again. The row goes last.
 */
@ApplicationScoped
class RemovableFiles implements OverdueFiles {

  /** How long a batch may take before somebody else does it again. */
  private static final Duration CLAIM = Duration.ofMinutes(10);

  /** A thumbnail on its way to the store is waited for: who removes it now would miss it. */
  private static final String FREE =
      """
      (removing_until is null or removing_until <= $1)
        and not exists (
          select from thumbnail
          where file_id = stored_file.id and stored_at is null and lease_until > $1)
      """;

  /** A row that goes takes with it that somebody has to be told. */
  private static final String TOLD =
      "(file_request_id is null or deleted_at is not null or expiry_told_at is not null)";

  /**
   * Each of the three ways to go has an index of its own. What is free is asked again of each row
   * that has been locked: somebody may have claimed it since it was found.
   */
  private static final String CLAIM_BATCH =
      """
      update stored_file set removing_until = $3 where id in (
        select id from stored_file where id in (
          (select id from stored_file where expires_at <= $2 and %2$s and %1$s
           order by expires_at limit $4)
          union all
          (select id from stored_file where deleted_at <= $2 and %1$s
           order by deleted_at limit $4)
          union all
          (select id from stored_file where erasure_id is not null and %1$s limit $4))
        and %1$s limit $4 for update skip locked)
      returning id, object_key
      """
          .formatted(FREE, TOLD);

  private static final String THUMBNAILS =
      "select file_id, object_key from thumbnail where file_id = any($1)";

  /** Counts for each account what is removed, and forgets what was counted long ago. */
  private static final String FORGET =
      """
      with forgotten as (
        delete from stored_file where id = any($1)
        returning id, account_id, object_key, file_request_id),
      counted as (
        insert into purge_count (account_id, purged_at, files)
        select account_id, $2, count(*) from forgotten group by account_id),
      outdated as (delete from purge_count where purged_at <= $3)
      select id, object_key, file_request_id from forgotten
      """;

  private static final Duration COUNTED = Duration.ofDays(1);

  private static final String OLDEST =
      "select least((select min(expires_at) from stored_file where expires_at <= $1),"
          + " (select min(deleted_at) from stored_file where deleted_at <= $1)) gone_at";

  private static final String OF_ACCOUNT =
      """
      select
        (select count(*) from stored_file
         where (expires_at <= $2 or deleted_at <= $2 or erasure_id is not null)
           and account_id = $1) due,
        least(
          (select min(expires_at) from stored_file where expires_at <= $2 and account_id = $1),
          (select min(deleted_at) from stored_file where deleted_at <= $2 and account_id = $1)
        ) gone_at,
        (select coalesce(sum(files), 0)::bigint from purge_count
         where account_id = $1 and purged_at > $3) purged
      """;

  private final Database database;
  private final GoneFiles gone;
  private final Clock clock;

  /**
   * A file whose blobs are to be removed.
   *
   * @param keys its own and those of its thumbnails
   */
  record Removable(UUID id, List<BlobKey> keys) {}

  RemovableFiles(Database database, GoneFiles gone, Clock clock) {
    this.database = database;
    this.gone = gone;
    this.clock = clock;
  }

  /** Claims up to {@code limit} files that have been gone for as long as {@code grace}. */
  Uni<List<Removable>> claim(Duration grace, int limit) {
    Instant now = clock.instant();
    return database
        .query(
            CLAIM_BATCH,
            Tuple.of(
                Columns.utc(now),
                Columns.utc(now.minus(grace)),
                Columns.utc(now.plus(CLAIM)),
                limit))
        .map(
            rows ->
                rows.stream()
                    .collect(Collectors.toMap(row -> row.getUUID("id"), RemovableFiles::key)))
        .chain(this::withThumbnails);
  }

  /** Asked after the claim: from then on no thumbnail of these files can appear. */
  private Uni<List<Removable>> withThumbnails(Map<UUID, BlobKey> files) {
    return files.isEmpty()
        ? Uni.createFrom().item(List.of())
        : database
            .query(THUMBNAILS, Tuple.of(files.keySet().toArray(UUID[]::new)))
            .map(
                rows ->
                    rows.stream()
                        .collect(
                            Collectors.groupingBy(
                                row -> row.getUUID("file_id"),
                                Collectors.mapping(RemovableFiles::key, Collectors.toList()))))
            .map(thumbnails -> removable(files, thumbnails));
  }

  private static List<Removable> removable(
      Map<UUID, BlobKey> files, Map<UUID, List<BlobKey>> thumbnails) {
    return files.entrySet().stream()
        .map(
            file -> {
              var keys = new ArrayList<BlobKey>(List.of(file.getValue()));
              keys.addAll(thumbnails.getOrDefault(file.getKey(), List.of()));
              return new Removable(file.getKey(), keys);
            })
        .toList();
  }

  private static BlobKey key(Row row) {
    return new BlobKey(row.getString("object_key"));
  }

  /** Forgets files whose blobs are gone, and what else tells of them; how many they were. */
  Uni<Integer> forget(Collection<UUID> files) {
    OffsetDateTime now = now();
    Tuple parameters = Tuple.of(files.toArray(UUID[]::new), now, now.minus(COUNTED));
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(FORGET, parameters)
                    .call(forgotten -> gone.forget(transaction, forgotten, Cause.PURGE)))
        .map(RowSet::size);
  }

  @Override
  public Uni<Duration> overdue(Duration grace) {
    Instant due = clock.instant().minus(grace);
    return database
        .query(OLDEST, Tuple.of(Columns.utc(due)))
        .map(rows -> overdue(rows.iterator().next(), due));
  }

  @Override
  public Uni<AccountFigures> of(UUID account, Duration grace) {
    OffsetDateTime now = now();
    OffsetDateTime due = now.minus(grace);
    return database
        .query(OF_ACCOUNT, Tuple.of(account, due, now.minus(COUNTED)))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new AccountFigures(
                    overdue(row, due.toInstant()), row.getLong("due"), row.getLong("purged")));
  }

  private static Duration overdue(Row row, Instant due) {
    return Optional.ofNullable(Columns.instantOrNull(row, "gone_at"))
        .map(gone -> Duration.between(gone, due))
        .orElse(Duration.ZERO);
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
