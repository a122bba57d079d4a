package dev.satchel.page;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** How accounts want their pages to look, in the database. */
@ApplicationScoped
class AccountPages {

  private static final String FIND =
      """
      select name, colour, logo, logo_type, help_text from account_page where account_id = $1
      """;

  private static final String PUT =
      """
      insert into account_page (account_id, name, colour, logo, logo_type, help_text, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (account_id) do update set name = excluded.name, colour = excluded.colour,
        logo = excluded.logo, logo_type = excluded.logo_type, help_text = excluded.help_text,
        changed_at = excluded.changed_at
      """;

  private final Database database;
  private final AuditTrail trail;
  private final Clock clock;

  AccountPages(Database database, AuditTrail trail, Clock clock) {
    this.database = database;
    this.trail = trail;
    this.clock = clock;
  }

  /** How the account's pages look; plain where it has said nothing. */
  Uni<AccountPage> find(UUID account) {
    return database
        .query(FIND, Tuple.of(account))
        .map(rows -> rows.stream().map(AccountPages::page).findFirst().orElse(AccountPage.PLAIN));
  }

  /** Has them look like that from now on. */
  Uni<Void> put(Caller caller, AccountPage page) {
    UUID account = caller.accountId();
    return database.inTransaction(
        transaction ->
            transaction
                .update(PUT, values(account, page))
                .chain(
                    () ->
                        trail.append(
                            transaction, caller.actor(), AuditedAction.PAGE_UPDATE, account)));
  }

  private Tuple values(UUID account, AccountPage page) {
    Logo logo = page.logo();
    return Tuple.from(
        new Object[] {
          account,
          page.name(),
          page.colour() == null ? null : page.colour().css(),
          logo == null ? null : Buffer.buffer(logo.bytes()),
          logo == null ? null : logo.type().mediaType(),
          page.helpText(),
          Columns.utc(clock.instant())
        });
  }

  private static AccountPage page(Row row) {
    String colour = row.getString("colour");
    var logo = row.getBuffer("logo");
    return new AccountPage(
        row.getString("name"),
        colour == null ? null : new Colour(colour),
        logo == null
            ? null
            : new Logo(Logo.Type.named(row.getString("logo_type")), logo.getBytes()),
        row.getString("help_text"));
  }
}
