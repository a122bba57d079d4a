package dev.satchel.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.blob.CorruptBlobException;
import dev.satchel.blob.ServiceObjects;
import dev.satchel.id.UuidText;
import dev.satchel.privacy.KeyedHash;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The erasures in the bucket, an object each, which outlive every backup of the database. Nothing
 * removes one.
 */
@ApplicationScoped
class ErasureLedger {

  private static final Logger LOG = Logger.getLogger(ErasureLedger.class);

  /** By how much the clocks of replicas may differ. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final String PLACE = "erasures/";

  /** What an object holds. */
  @RegisterForReflection
  record Stored(
      UUID accountId, String kind, @Nullable String key, String subject, Instant erasedAt) {}

  private final ServiceObjects objects;
  private final ObjectMapper json;
  private final Clock clock;

  ErasureLedger(ServiceObjects objects, ObjectMapper json, Clock clock) {
    this.objects = objects;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A page of the ids of entries; what else may lie there is left out.
   *
   * @param last where the next page begins
   */
  record Page(List<UUID> ids, String last, boolean isLast) {}

  /** Brings an entry; durable when this ends. The same one may be brought again. */
  Uni<Void> put(LedgerEntry entry) {
    return Uni.createFrom().deferred(() -> objects.put(PLACE + entry.id(), written(entry)));
  }

  /**
   * Up to a thousand entries in the order of their ids.
   *
   * @param after from the page before; empty for the first one
   */
  Uni<Page> page(String after) {
    return objects
        .list(PLACE, after)
        .map(
            found ->
                new Page(
                    found.names().stream().flatMap(name -> id(name).stream()).toList(),
                    found.names().isEmpty() ? after : found.names().getLast(),
                    found.isLast()));
  }

  /**
   * The entry; empty where there is none, or none that can be read, which the log tells. One that
   * is of the future is none: it would erase what has not been there at any erasure.
   */
  Uni<Optional<LedgerEntry>> get(UUID id) {
    return objects
        .get(PLACE + id)
        .onFailure(CorruptBlobException.class)
        .recoverWithItem(Optional.empty())
        .map(found -> found.flatMap(object -> read(id, object)).filter(this::hasBeen))
        .invoke(
            found -> {
              if (found.isEmpty()) {
                LOG.errorf("The ledger's entry of the erasure %s cannot be read", id);
              }
            });
  }

  private boolean hasBeen(LedgerEntry entry) {
    return !entry.erasedAt().isAfter(clock.instant().plus(AHEAD));
  }

  private static Optional<UUID> id(String name) {
    return UuidText.parse(name.substring(PLACE.length()));
  }

  private byte[] written(LedgerEntry entry) {
    try {
      return json.writeValueAsBytes(
          new Stored(
              entry.account(),
              entry.kind().wireName(),
              entry.subject().key(),
              HexFormat.of().formatHex(entry.subject().value()),
              entry.erasedAt()));
    } catch (IOException e) {
      throw new UncheckedIOException("Entries can be written as JSON", e);
    }
  }

  private Optional<LedgerEntry> read(UUID id, byte[] object) {
    try {
      Stored stored = json.readValue(object, Stored.class);
      return Optional.of(
          new LedgerEntry(
              id,
              stored.accountId(),
              Subject.Kind.of(stored.kind()),
              new KeyedHash(stored.key(), HexFormat.of().parseHex(stored.subject())),
              stored.erasedAt()));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
