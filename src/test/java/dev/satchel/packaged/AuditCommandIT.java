package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code satchel audit verify}, beside a service that keeps the chains. */
@ExtendWith(EmptyStorage.class)
class AuditCommandIT {

  private static final String RECORDS =
      " where account_id = '00000000-0000-7000-8000-000000000000'";

  @Test
  void tellsWhetherTheAuditIsWhole() throws Exception {
    try (var satchel = PackagedSatchel.start("satchel.audit.heads-every=1s")) {
      for (int i = 0; i < 3; i++) {
        satchel.call("POST", "/v1/files", UploadDocument.of("x").toString());
      }
      Eventually.holds(
          () ->
              assertThat(Storage.rows("select shown_sequence::text from audit_chain" + RECORDS))
                  .containsExactly(count()));
    }
    String count = count();

    Ended whole = PackagedSatchel.run("audit", "verify");
    behindTheTrigger("update audit_record set outcome = 'x'" + RECORDS + " and sequence = 2");
    Ended altered = PackagedSatchel.run("audit", "verify");

    assertThat(whole.output())
        .contains(": intact, records 1 to " + count + ", " + count + " verified, ");
    assertThat(whole.code()).isZero();
    assertThat(altered.output()).contains(": NOT INTACT, ", "  broken 2, record ");
    assertThat(altered.code()).isEqualTo(1);
  }

  private static String count() throws Exception {
    return Storage.rows("select count(*)::text from audit_record" + RECORDS).getFirst();
  }

  private static void behindTheTrigger(String change) throws Exception {
    Storage.change(
        "begin; alter table audit_record disable trigger user; "
            + change
            + "; alter table audit_record enable trigger user; commit");
  }
}
