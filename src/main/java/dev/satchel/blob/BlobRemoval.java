package dev.satchel.blob;

import dev.satchel.blob.StoreOperation.Meaning;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Removes blobs for good, by the thousand, and lists what there is. Knows nothing of who owns what.
 * Never blocks; failures of the store arrive as {@code storage_unavailable}.
 */
@ApplicationScoped
public class BlobRemoval {

  /** What one request may name (S3 API, DeleteObjects). */
  private static final int BATCH = 1000;

  private final S3AsyncClient s3;
  private final StoreConfig config;
  private final ObjectKeys names;

  BlobRemoval(StoreConnection store) {
    this.s3 = store.s3;
    this.config = store.config;
    this.names = store.keys;
  }

  /**
   * Removes blobs, all versions of each where the bucket keeps them. One that is not there counts
   * as removed.
   *
   * @param keys any number; they leave in requests of {@link #BATCH}
   * @return those that could not be removed
   */
  public Uni<Set<BlobKey>> remove(Collection<BlobKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return isVersioned()
        .chain(versioned -> versioned ? versions(keys) : Uni.createFrom().item(current(keys)))
        .chain(this::delete)
        .onFailure()
        .transform(StoreOperation.REMOVE::translated);
  }

  /**
   * Removes whatever an upload has brought, whole or in parts, all versions where the bucket keeps
   * them, and tells how many objects.
   */
  public Uni<Integer> removeUpload(UUID upload) {
    String prefix = names.of(upload + "/");
    return abort(prefix)
        .chain(this::isVersioned)
        .chain(versioned -> removeAll(prefix, versioned, 0))
        .onFailure()
        .transform(StoreOperation.REMOVE::translated);
  }

  /** Page by page, as a page shows what is left: until one is not full. */
  private Uni<Integer> removeAll(String prefix, boolean versioned, int before) {
    return (versioned ? versions(prefix) : current(prefix))
        .chain(
            found -> {
              int removed = before + objects(found);
              return found.size() < BATCH
                  ? deleteAll(found).replaceWith(removed)
                  : deleteAll(found).chain(() -> removeAll(prefix, versioned, removed));
            });
  }

  /**
   * A page of all objects under the configured prefix.
   *
   * @param next from the page before; null for the first one
   */
  public Uni<ObjectListing> list(@Nullable String next) {
    return list(names.prefix(), next).onFailure().transform(StoreOperation.LIST::translated);
  }

  /** Whether the blob is there. */
  public Uni<Boolean> exists(BlobKey key) {
    return list(names.of(key), null)
        .map(found -> found.objects().stream().anyMatch(it -> it.key().equals(key)))
        .onFailure()
        .transform(StoreOperation.LIST::translated);
  }

  private Uni<ObjectListing> list(String prefix, @Nullable String next) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.listObjectsV2(
                    list ->
                        list.bucket(config.bucket())
                            .prefix(prefix)
                            .maxKeys(BATCH)
                            .continuationToken(next)))
        .map(this::listing);
  }

  private ObjectListing listing(ListObjectsV2Response page) {
    return new ObjectListing(
        page.contents().stream()
            .map(
                object ->
                    new ObjectListing.ListedObject(names.blob(object.key()), object.lastModified()))
            .toList(),
        Optional.ofNullable(page.nextContinuationToken()));
  }

  private Uni<Void> abort(String prefix) {
    return Uni.createFrom()
        .completionStage(
            () -> s3.listMultipartUploads(list -> list.bucket(config.bucket()).prefix(prefix)))
        .onItem()
        .transformToMulti(BlobRemoval::uploads)
        .onItem()
        .transformToUniAndConcatenate(this::abort)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Multi<MultipartUpload> uploads(ListMultipartUploadsResponse found) {
    return Multi.createFrom().iterable(found.uploads());
  }

  private Uni<?> abort(MultipartUpload upload) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.abortMultipartUpload(
                    abort ->
                        abort
                            .bucket(config.bucket())
                            .key(upload.key())
                            .uploadId(upload.uploadId())));
  }

  /**
   * Stores that know nothing of versions keep none. No other failure may count as that: what is
   * deleted without naming its versions stays for ever where there are some.
   */
  private Uni<Boolean> isVersioned() {
    return Uni.createFrom()
        .completionStage(() -> s3.getBucketVersioning(get -> get.bucket(config.bucket())))
        .map(
            found ->
                found.status() != null
                    && found.status() != BucketVersioningStatus.UNKNOWN_TO_SDK_VERSION)
        .onFailure(failure -> StoreOperation.LIST.meaning(failure) == Meaning.NOT_IMPLEMENTED)
        .recoverWithItem(false);
  }

  private List<ObjectIdentifier> current(Collection<BlobKey> keys) {
    return keys.stream().map(key -> ObjectIdentifier.builder().key(names.of(key)).build()).toList();
  }

  private Uni<List<ObjectIdentifier>> current(String prefix) {
    return list(prefix, null)
        .map(found -> found.objects().stream().map(ObjectListing.ListedObject::key).toList())
        .map(this::current);
  }

  private Uni<List<ObjectIdentifier>> versions(Collection<BlobKey> keys) {
    return Multi.createFrom()
        .iterable(keys)
        .onItem()
        .transformToUniAndConcatenate(this::versions)
        .collect()
        .in(ArrayList<ObjectIdentifier>::new, List::addAll)
        .map(all -> all);
  }

  private Uni<List<ObjectIdentifier>> versions(BlobKey key) {
    String name = names.of(key);
    return versions(name).map(found -> found.stream().filter(it -> it.key().equals(name)).toList());
  }

  private Uni<List<ObjectIdentifier>> versions(String prefix) {
    return Uni.createFrom()
        .completionStage(
            () -> s3.listObjectVersions(list -> list.bucket(config.bucket()).prefix(prefix)))
        .map(BlobRemoval::identifiers);
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse found) {
    var all = new ArrayList<ObjectIdentifier>();
    found.versions().forEach(it -> all.add(identifier(it.key(), it.versionId())));
    found.deleteMarkers().forEach(it -> all.add(identifier(it.key(), it.versionId())));
    return all;
  }

  private static int objects(List<ObjectIdentifier> versions) {
    return (int) versions.stream().map(ObjectIdentifier::key).distinct().count();
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  private Uni<Set<BlobKey>> delete(List<ObjectIdentifier> objects) {
    return Multi.createFrom()
        .iterable(objects)
        .group()
        .intoLists()
        .of(BATCH)
        .onItem()
        .transformToUniAndConcatenate(this::deleteBatch)
        .collect()
        .in(HashSet<BlobKey>::new, Set::addAll)
        .map(Set::copyOf);
  }

  private Uni<?> deleteAll(List<ObjectIdentifier> objects) {
    return delete(objects).invoke(BlobRemoval::requireNone);
  }

  private Uni<Set<BlobKey>> deleteBatch(List<ObjectIdentifier> objects) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.deleteObjects(
                    delete ->
                        delete
                            .bucket(config.bucket())
                            .delete(all -> all.objects(objects).quiet(true))))
        .map(this::failed);
  }

  private Set<BlobKey> failed(DeleteObjectsResponse answer) {
    return answer.errors().stream().map(S3Error::key).map(names::blob).collect(Collectors.toSet());
  }

  private static void requireNone(Set<BlobKey> failed) {
    if (!failed.isEmpty()) {
      throw new IllegalStateException(failed.size() + " objects could not be removed");
    }
  }
}
