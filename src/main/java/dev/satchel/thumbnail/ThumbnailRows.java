package dev.satchel.thumbnail;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.StoreConfig;
import dev.satchel.database.Batches;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The thumbnails on record. A row owns its object from before the object is brought until after it
 * is gone; only one that says that the object is there serves.
 */
@ApplicationScoped
class ThumbnailRows {

  /** Of writes' time: after so much of it a write has ended, whatever became of it. */
  private static final int WRITES_IN_A_LEASE = 2;

  /** Thumbnails that are looked for with one statement. */
  private static final int BATCH = 200;

  private static final String FIND =
      """
      select object_key, mime_type, length, sha256,
        exists (
          select from undecodable_picture
          where file_id = asked.file and decoders = asked.decoders
            and (again_at is null or again_at > $6)
        ) as undecodable
      from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[])
        with ordinality asked (file, size, engine, yields, decoders, place)
      left join lateral (
        select object_key, mime_type, length, sha256 from thumbnail
        where file_id = asked.file and size = asked.size and stored_at is not null
          and (engine = asked.engine or asked.yields)
        order by stored_at desc limit 1
      ) kept on true
      order by place
      """;

  /**
   * What may have been the moment's fault is tried once more, by the same decoders, after a while.
   */
  private static final String UNDECODABLE =
      """
      insert into undecodable_picture (file_id, decoders, reason, again_at)
      select id, $2::text, $3::text, $4::timestamptz from stored_file where id = $1
      on conflict (file_id) do update set
        decoders = excluded.decoders,
        reason = excluded.reason,
        again_at =
          case when undecodable_picture.decoders = excluded.decoders then null
          else excluded.again_at end
      """;

  /**
   * Whoever removes a file has to change this row first. So a row that is inserted under the lock
   * is seen by every removal of the file, and none is inserted once one has begun.
   */
  private static final String LOCK_LIVE_FILE =
      """
      select from stored_file
      where id = $1 and removing_until is null and deleted_at is null
        and (expires_at is null or expires_at > $2)
      for update
      """;

  private static final String INSERT =
      """
      insert into thumbnail
        (object_key, file_id, size, engine, mime_type, length, sha256, lease_until)
      select $1::text, $2::uuid, $3::text, $4::text, $6::text, $7::bigint, $8::bytea,
        $10::timestamptz
      where not exists (
          select from thumbnail
          where file_id = $2 and size = $3
            and (case when stored_at is null then lease_until > $9::timestamptz
                 else engine = $4 or $5::boolean end))
        and $11::bigint > (
          select count(distinct size) from thumbnail where file_id = $2 and size <> $3)
      """;

  private static final String STORED =
      "update thumbnail set stored_at = $2, lease_until = $2 where object_key = $1";

  private static final String LOST =
      "update thumbnail set stored_at = null, lease_until = $2 where object_key = $1";

  private static final String SUPERSEDED =
      """
      select object_key from thumbnail
      where file_id = $1 and size = $2 and object_key <> $3
        and (stored_at is not null or lease_until <= $4)
      """;

  private static final String FORGET = "delete from thumbnail where object_key = any($1)";

  private final Database database;
  private final Clock clock;
  private final int maxSizes;
  private final Duration lease;
  private final Duration retryAfter;
  private final Batches<Asked, Known> finds = new Batches<>(BATCH, this::findAll);

  ThumbnailRows(Database database, Clock clock, ThumbnailConfig config, StoreConfig store) {
    this.database = database;
    this.clock = clock;
    this.maxSizes = config.storedSizes();
    this.retryAfter = config.retryAfter();
    this.lease = store.writeTimeout().multipliedBy(WRITES_IN_A_LEASE);
  }

  /**
   * What made a thumbnail, or would make one.
   *
   * @param decoders on which it depends what it can decode
   */
  record Maker(String version, String decoders) {

    /** Whether it serves what others have made, and leaves it as it is. */
    boolean yields() {
      return version.startsWith("portable");
    }
  }

  /**
   * What is on record.
   *
   * @param kept the newest thumbnail of the size that need not be made anew
   * @param undecodable whether the picture need not be tried
   */
  record Known(Optional<ThumbnailRow> kept, boolean undecodable) {}

  private record Asked(UUID file, ImageSize size, Maker maker) {}

  /** What is on record of a file in a size, for {@code maker}. */
  Uni<Known> find(UUID file, ImageSize size, Maker maker) {
    return finds.ask(new Asked(file, size, maker));
  }

  private Uni<List<Known>> findAll(List<Asked> asked) {
    var values =
        Tuple.of(
            Columns.array(asked, UUID[]::new, Asked::file),
            Columns.array(asked, String[]::new, it -> it.size().toString()),
            Columns.array(asked, String[]::new, it -> it.maker().version()),
            Columns.array(asked, Boolean[]::new, it -> it.maker().yields()),
            Columns.array(asked, String[]::new, it -> it.maker().decoders()),
            now());
    return database
        .query(FIND, values)
        .map(rows -> rows.stream().map(ThumbnailRows::known).toList());
  }

  private static Known known(Row row) {
    Optional<ThumbnailRow> kept =
        Optional.ofNullable(row.getString("object_key"))
            .map(
                key ->
                    new ThumbnailRow(
                        new BlobKey(key),
                        row.getString("mime_type"),
                        new BlobReceipt(
                            row.getLong("length"), row.getBuffer("sha256").getBytes())));
    return new Known(kept, row.getBoolean("undecodable"));
  }

  /** Notes that a picture could not be decoded. */
  Uni<Void> undecodable(UUID file, Maker maker, Reason reason) {
    Instant again =
        switch (reason) {
          case OUT_OF_TIME, DECODER_FAULT -> clock.instant().plus(retryAfter);
          case UNKNOWN_FORMAT, BROKEN, TOO_LARGE, INTERRUPTED, NO_ROOM -> null;
        };
    var values =
        Tuple.of(file, maker.decoders(), reason.name(), again == null ? null : Columns.utc(again));
    return database.update(UNDECODABLE, values).replaceWithVoid();
  }

  /**
   * Puts the owner of an object on record that is about to be brought. False where there is to be
   * none: the file is going, it has thumbnails of enough sizes, or somebody else brings this one.
   */
  Uni<Boolean> begin(UUID file, ImageSize size, Maker maker, ThumbnailRow row) {
    Instant now = clock.instant();
    var values =
        Tuple.tuple()
            .addString(row.key().value())
            .addUUID(file)
            .addString(size.toString())
            .addString(maker.version())
            .addBoolean(maker.yields())
            .addString(row.mimeType())
            .addLong(row.blob().size())
            .addBuffer(Buffer.buffer(row.blob().sha256()))
            .addOffsetDateTime(Columns.utc(now))
            .addOffsetDateTime(Columns.utc(now.plus(lease)))
            .addLong((long) maxSizes);
    return database.inTransaction(
        transaction ->
            locked(transaction, file, now)
                .chain(
                    live ->
                        live
                            ? transaction.update(INSERT, values).map(inserted -> inserted == 1)
                            : Uni.createFrom().item(false)));
  }

  private static Uni<Boolean> locked(Transaction transaction, UUID file, Instant now) {
    return transaction
        .query(LOCK_LIVE_FILE, Tuple.of(file, Columns.utc(now)))
        .map(rows -> rows.size() == 1);
  }

  /** From now on it serves. False where its row, and with that its file, is gone. */
  Uni<Boolean> stored(BlobKey key) {
    return database.update(STORED, Tuple.of(key.value(), now())).map(updated -> updated == 1);
  }

  /** From now on it does not serve, and may be replaced at once. */
  Uni<Void> lost(BlobKey key) {
    return database.update(LOST, Tuple.of(key.value(), now())).replaceWithVoid();
  }

  /** Objects of the same size that {@code key} has made useless, and that nobody brings now. */
  Uni<List<BlobKey>> superseded(UUID file, ImageSize size, BlobKey key) {
    return database
        .query(SUPERSEDED, Tuple.of(file, size.toString(), key.value(), now()))
        .map(rows -> rows.stream().map(row -> new BlobKey(row.getString("object_key"))).toList());
  }

  /** Forgets objects that are gone. */
  Uni<Void> forget(Collection<BlobKey> gone) {
    String[] keys = Columns.array(gone, String[]::new, BlobKey::value);
    return database.update(FORGET, Tuple.of(keys)).replaceWithVoid();
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
