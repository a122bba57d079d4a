package dev.satchel.audit;

import io.vertx.mutiny.sqlclient.Row;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The end of a chain at some time.
 *
 * @param sequence of its last record; 0 for a chain without any
 * @param hash of that, in hexadecimal digits
 */
record ChainHead(UUID account, long sequence, String hash) {

  /** The columns of a chain, by name: see {@link AuditRecord#COLUMNS}. */
  static final String COLUMNS =
      "account_id, sequence, hash, base_sequence, base_hash, base_record, shown_sequence, shown_at";

  static ChainHead of(UUID account, long sequence, byte[] hash) {
    return new ChainHead(account, sequence, HexFormat.of().formatHex(hash));
  }

  static ChainHead of(Row row) {
    return of(row.getUUID("account_id"), row.getLong("sequence"), bytes(row, "hash"));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hash);
  }

  static byte[] bytes(Row row, String column) {
    return row.getBuffer(column).getBytes();
  }
}
