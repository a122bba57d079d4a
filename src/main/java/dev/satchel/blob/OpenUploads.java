package dev.satchel.blob;

import dev.satchel.blob.StoreOperation.Meaning;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * Multipart uploads that have neither been completed nor aborted. A request to begin one whose
 * answer was lost is made again, and so leaves one behind of which nobody has heard.
 */
@ApplicationScoped
public class OpenUploads {

  private static final Logger LOG = Logger.getLogger(OpenUploads.class);

  private final S3AsyncClient s3;
  private final StoreConfig config;
  private final ObjectKeys keys;

  OpenUploads(StoreConnection store) {
    this.s3 = store.s3;
    this.config = store.config;
    this.keys = store.keys;
  }

  /**
   * One of them.
   *
   * @param key of the object that it would become
   * @param id by which the store knows it
   */
  public record OpenUpload(BlobKey key, String id, Instant begun) {}

  /**
   * All under the configured prefix, in the order of their keys, page by page; none of a store that
   * does not list them, which the log tells. Failures of the store arrive as {@code
   * storage_unavailable}.
   */
  public Multi<List<OpenUpload>> pages() {
    return Multi.createBy()
        .repeating()
        .uni(Place::new, place -> page(place).invoke(place::advance))
        .whilst(page -> Boolean.TRUE.equals(page.isTruncated())) // which some stores leave out
        .map(this::found)
        .onFailure(OpenUploads::unknown)
        .recoverWithCompletion()
        .onFailure()
        .transform(StoreOperation.LIST::translated);
  }

  private static boolean unknown(Throwable failure) {
    boolean unknown = StoreOperation.LIST.meaning(failure) == Meaning.NOT_IMPLEMENTED;
    if (unknown) {
      LOG.warn(
          "The object store does not list multipart uploads: those that have no end are not found");
    }
    return unknown;
  }

  /** Ends it, with all its parts. One that has ended meanwhile counts as aborted. */
  public Uni<Void> abort(OpenUpload upload) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.abortMultipartUpload(
                    abort ->
                        abort
                            .bucket(config.bucket())
                            .key(keys.of(upload.key()))
                            .uploadId(upload.id())))
        .onFailure(failure -> StoreOperation.REMOVE.meaning(failure) == Meaning.DONE)
        .recoverWithNull()
        .onFailure()
        .transform(StoreOperation.REMOVE::translated)
        .replaceWithVoid();
  }

  private Uni<ListMultipartUploadsResponse> page(Place place) {
    return Uni.createFrom()
        .completionStage(
            () ->
                s3.listMultipartUploads(
                    list ->
                        list.bucket(config.bucket())
                            .prefix(keys.prefix())
                            .keyMarker(place.key)
                            .uploadIdMarker(place.upload)));
  }

  private List<OpenUpload> found(ListMultipartUploadsResponse page) {
    return page.uploads().stream()
        .map(
            upload ->
                new OpenUpload(keys.blob(upload.key()), upload.uploadId(), upload.initiated()))
        .toList();
  }

  /** How far a walk has come. */
  private static final class Place {
    private @Nullable String key;
    private @Nullable String upload;

    void advance(ListMultipartUploadsResponse page) {
      key = page.nextKeyMarker();
      upload = page.nextUploadIdMarker();
    }
  }
}
