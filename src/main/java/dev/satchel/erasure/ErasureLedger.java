package dev.satchel.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.blob.ServiceObjects;
import dev.satchel.privacy.KeyedHash;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The erasures in the bucket, an object each, which outlive every backup of the database. Nothing
 * removes one.
 */
@ApplicationScoped
class ErasureLedger {

  private static final String PLACE = "erasures/";

  /** What an object holds. */
  @RegisterForReflection
  record Stored(
      UUID accountId, String kind, @Nullable String key, String subject, Instant erasedAt) {}

  private final ServiceObjects objects;
  private final ObjectMapper json;

  ErasureLedger(ServiceObjects objects, ObjectMapper json) {
    this.objects = objects;
    this.json = json;
  }

  /**
   * A page of the ids of entries.
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
                    found.names().stream().map(ErasureLedger::id).toList(),
                    found.names().isEmpty() ? after : found.names().getLast(),
                    found.isLast()));
  }

  /** The entry, which was listed. */
  Uni<LedgerEntry> get(UUID id) {
    return objects.get(PLACE + id).map(found -> read(id, found.orElseThrow()));
  }

  private static UUID id(String name) {
    return UUID.fromString(name.substring(PLACE.length()));
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

  private LedgerEntry read(UUID id, byte[] object) {
    try {
      Stored stored = json.readValue(object, Stored.class);
      return new LedgerEntry(
          id,
          stored.accountId(),
          Subject.Kind.of(stored.kind()),
          new KeyedHash(stored.key(), HexFormat.of().parseHex(stored.subject())),
          stored.erasedAt());
    } catch (IOException e) {
      throw new UncheckedIOException("What was written can be read", e);
    }
  }
}
