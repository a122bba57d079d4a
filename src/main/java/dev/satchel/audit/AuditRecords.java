package dev.satchel.audit;

import dev.satchel.database.Database;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The records in the database. */
@ApplicationScoped
class AuditRecords implements PanacheRepositoryBase<AuditRecord, UUID> {

  private final Database database;

  AuditRecords(Database database) {
    this.database = database;
  }

  /** Up to {@code query.page().limit()} records, newest first, and one more if there are more. */
  Uni<List<AuditRecord>> list(AuditQuery query) {
    var condition = new StringBuilder("accountId = :account");
    var parameters = Parameters.with("account", query.accountId());
    query
        .fileId()
        .ifPresent(
            file -> {
              condition.append(" and fileId = :file");
              parameters.and("file", file);
            });
    query
        .from()
        .ifPresent(
            from -> {
              condition.append(" and createdAt >= :from");
              parameters.and("from", from);
            });
    query
        .to()
        .ifPresent(
            to -> {
              condition.append(" and createdAt < :to");
              parameters.and("to", to);
            });
    query
        .page()
        .after()
        .ifPresent(
            place -> {
              condition.append(" and createdAt <= :time and (createdAt < :time or id < :place)");
              parameters.and("time", place.createdAt()).and("place", place.id());
            });
    String ordered = condition.append(" order by createdAt desc, id desc").toString();
    return database.session(() -> find(ordered, parameters).range(0, query.page().limit()).list());
  }
}
