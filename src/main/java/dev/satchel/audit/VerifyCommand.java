package dev.satchel.audit;

import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code satchel audit verify}: verifies the chains of all accounts from their beginning, those of
 * which the bucket alone knows included.
 */
@ApplicationScoped
class VerifyCommand implements Command {

  private static final UUID FIRST = new UUID(0, 0);

  private static final String NEXT_ACCOUNT =
      """
      select least(
        (select min(account_id::text) from audit_chain where account_id > $1),
        (select account_id::text from audit_record where account_id > $1
         order by account_id limit 1)) id
      """;

  private final Database database;
  private final ChainHeads heads;
  private final ChainVerification verification;

  VerifyCommand(Database database, ChainHeads heads, ChainVerification verification) {
    this.database = database;
    this.heads = heads;
    this.verification = verification;
  }

  @Override
  public Kind kind() {
    return Kind.AUDIT_VERIFY;
  }

  @Override
  public Uni<Result> run(Arguments arguments) {
    return Multi.createBy()
        .repeating()
        .uni(() -> new UUID[] {FIRST}, this::next)
        .until(Optional::isEmpty)
        .onItem()
        .transformToUniAndConcatenate(
            account -> verification.verify(account.orElseThrow(), Long.MAX_VALUE))
        .collect()
        .asList()
        .map(VerifyCommand::result);
  }

  /** The account behind the last one, in the order of their texts, which is that of the bucket. */
  private Uni<Optional<UUID>> next(UUID[] last) {
    Optional<UUID> after = Optional.of(last[0]);
    return Uni.combine()
        .all()
        .unis(inDatabase(last[0]), heads.accountAfter(after))
        .with(
            (first, second) ->
                Stream.of(first, second)
                    .flatMap(Optional::stream)
                    .min((one, other) -> one.toString().compareTo(other.toString())))
        .invoke(found -> found.ifPresent(it -> last[0] = it));
  }

  private Uni<Optional<UUID>> inDatabase(UUID after) {
    return database
        .query(NEXT_ACCOUNT, Tuple.of(after))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getString("id")))
        .map(text -> text.map(UUID::fromString));
  }

  private static Result result(List<ChainReport> reports) {
    return new Result(
        reports.stream().allMatch(ChainReport::intact),
        reports.isEmpty()
            ? "nothing is on record"
            : reports.stream().map(ChainReport::text).collect(Collectors.joining("\n")));
  }
}
