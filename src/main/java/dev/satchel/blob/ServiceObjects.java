package dev.satchel.blob;

import dev.satchel.blob.StoreOperation.Meaning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Small objects that belong to the service itself and to no file: what has to outlive the database.
 * They are apart from all blobs, under {@code satchel-service/} behind the configured prefix, and
 * nothing that removes what has no owner looks there. They stay until somebody puts another one of
 * the same name.
 *
 * <p>Never blocks; failures of the store arrive as {@code storage_unavailable}.
 */
@ApplicationScoped
public class ServiceObjects {

  /** Bytes of one object, at the most. */
  public static final int LARGEST = 64 * 1024;

  private static final String PLACE = "satchel-service/";

  /** Names of a page. */
  private static final int PAGE = 1000;

  /** None ends with a slash: stores that keep objects as files take that for a directory. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

  private final StoreConnection store;
  private final StoreProof proofs;
  private final S3AsyncClient s3;
  private final String bucket;

  ServiceObjects(StoreConnection store, StoreProof proofs) {
    this.store = store;
    this.proofs = proofs;
    this.s3 = store.s3;
    this.bucket = store.config.bucket();
  }

  /**
   * A page of names.
   *
   * @param names in the order of their bytes
   * @param isLast whether there is none behind them
   */
  public record Names(List<String> names, boolean isLast) {}

  /**
   * Brings an object, in the place of one of its name; durable when this ends.
   *
   * @param name letters, digits, dots, hyphens and underscores, in parts separated by slashes
   * @param bytes from 1 to {@link #LARGEST}; not copied, so not to be changed
   */
  public Uni<Void> put(String name, byte[] bytes) {
    return put(name, bytes, Optional.empty());
  }

  /**
   * The same of one that is never to be replaced.
   *
   * @param kept until when nobody can remove it, by S3's object lock, which the bucket has to have
   */
  public Uni<Void> put(String name, byte[] bytes, Optional<Instant> kept) {
    String key = key(name);
    if (bytes.length == 0 || bytes.length > LARGEST) {
      throw new IllegalArgumentException(bytes.length + " bytes are too few or too many");
    }
    return Uni.createFrom()
        .completionStage(() -> new ObjectUpload(store, proofs.current(), key).put(bytes, kept))
        .replaceWithVoid();
  }

  /**
   * The object's bytes; empty where there is none of that name. Fails with {@link
   * CorruptBlobException} where it is larger than anything that is put here.
   */
  public Uni<Optional<byte[]>> get(String name) {
    String key = key(name);
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.getObject(
                    get -> get.bucket(bucket).key(key).range("bytes=0-" + LARGEST),
                    AsyncResponseTransformer.toBytes()))
        .map(BytesWrapper::asByteArrayUnsafe)
        .invoke(ServiceObjects::requireBounded)
        .map(Optional::of)
        .onFailure(failure -> StoreOperation.READ.meaning(failure) == Meaning.LOST)
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(StoreOperation.READ::translated);
  }

  /**
   * Up to a thousand names that begin with {@code start}.
   *
   * @param after only those behind this one; empty for all
   */
  public Uni<Names> list(String start, String after) {
    String place = store.keys.of(PLACE);
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.listObjectsV2(
                    list ->
                        list.bucket(bucket)
                            .prefix(place + start)
                            .maxKeys(PAGE)
                            .startAfter(after.isEmpty() ? null : place + after)))
        .map(
            page ->
                new Names(
                    page.contents().stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(place.length()))
                        .toList(),
                    !Boolean.TRUE.equals(page.isTruncated())))
        .onFailure()
        .transform(StoreOperation.LIST::translated);
  }

  private String key(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + " is no name of an object of the service");
    }
    return store.keys.of(PLACE + name);
  }

  private static void requireBounded(byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new CorruptBlobException();
    }
  }
}
