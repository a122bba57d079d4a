package dev.satchel.file;

import dev.satchel.access.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The files in the database. What a caller may not see is absent from every answer: the condition
 * {@link #VISIBLE} is part of each query, and this class is the only one that asks.
 *
 * <p>Each read opens its own session and ends it before it answers.
 */
@ApplicationScoped
public class StoredFiles {

  private static final String VISIBLE =
      "accountId = :account and deletedAt is null and (expiresAt is null or expiresAt > :now)";

  private static final String NEWEST_FIRST = " order by createdAt desc, id desc";

  private final Rows rows;
  private final Clock clock;

  StoredFiles(Rows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** The file, if there is one that the caller can see. */
  public Uni<Optional<StoredFile>> find(Caller caller, UUID id) {
    var parameters = visibleTo(caller).and("id", id);
    return Panache.withSession(() -> rows.find(VISIBLE + " and id = :id", parameters).firstResult())
        .map(Optional::ofNullable);
  }

  /** Up to {@code query.limit()} files, newest first, and one more if there are more. */
  Uni<List<StoredFile>> list(Caller caller, FileQuery query) {
    var condition = new StringBuilder(VISIBLE);
    var parameters = visibleTo(caller);
    query
        .userId()
        .ifPresent(
            user -> {
              condition.append(" and userId = :user");
              parameters.and("user", user);
            });
    query
        .fileRequestId()
        .ifPresent(
            request -> {
              condition.append(" and fileRequestId = :request");
              parameters.and("request", request);
            });
    query
        .after()
        .ifPresent(
            place -> {
              condition.append(" and (createdAt < :time or (createdAt = :time and id < :place))");
              parameters.and("time", place.createdAt()).and("place", place.id());
            });
    String ordered = condition.append(NEWEST_FIRST).toString();
    return Panache.withSession(() -> rows.find(ordered, parameters).range(0, query.limit()).list());
  }

  /** Deletes the file; false if there is none that the caller can see. */
  Uni<Boolean> delete(Caller caller, UUID id) {
    var parameters = visibleTo(caller).and("id", id);
    return Panache.withTransaction(
            () -> rows.update("deletedAt = :now where " + VISIBLE + " and id = :id", parameters))
        .map(deleted -> deleted == 1);
  }

  private Parameters visibleTo(Caller caller) {
    return Parameters.with("account", caller.accountId()).and("now", clock.instant());
  }

  /** The bare table, which nobody else can reach. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<StoredFile, UUID> {}
}
