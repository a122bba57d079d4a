package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import dev.satchel.lifetime.Lifetime;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The bucket. Never blocks; failures of the store arrive as {@code storage_unavailable}. So many
 * blobs are read at a time as {@code satchel.download.max-concurrent} says; one more is refused as
 * {@code overloaded}.
 */
@ApplicationScoped
public class BlobStore implements BlobReads {

  /** Parts of a multipart upload, and the highest number of one (S3 API, UploadPart). */
  public static final int MOST_PARTS = 10_000;

  private final StoreConnection store;
  private final S3AsyncClient s3;
  private final StoreConfig config;
  private final ReadPermits permits;
  private final StoreProof proofs;

  BlobStore(StoreConnection store, StoreProof proofs, ReadConfig reads, MeterRegistry registry) {
    this.store = store;
    this.proofs = proofs;
    this.s3 = store.s3;
    this.config = store.config;
    this.permits = new ReadPermits(reads.maxConcurrent(), registry);
  }

  /** Bytes of one part: what an upload of unknown length has to reserve. */
  public long partSize() {
    return config.partSize().asLongValue();
  }

  /**
   * Opens a new blob. Nothing is sent before its first part is full or it is finished.
   *
   * @param key whose owner is on record, so that a crash leaves nothing unknown
   * @param lease where its bytes stand until they are sent
   * @param inspector sees the first part
   * @param listener hears of room and of failure, on {@code owner}
   * @param owner runs everything of this blob, one task at a time
   */
  public BlobSink open(
      BlobKey key,
      BufferLease lease,
      HeadInspector inspector,
      BlobSink.Listener listener,
      Executor owner) {
    WriteProof proof = proofs.current();
    var upload = new ObjectUpload(store, proof, store.keys.of(key));
    var buffers = new PartBuffers(lease, partSize(), ObjectUpload.checksum(config, proof));
    return new BlobSink(
        upload, buffers, inspector, listener, owner, Infrastructure.getDefaultExecutor());
  }

  /**
   * Goes on with a blob that comes over several requests, behind its parts.
   *
   * @param key whose owner is on record, the first one of its upload
   * @param progress what was brought before
   * @param firstPart the number of the first part that is brought now: none like it and none higher
   *     may be under way from anywhere
   * @param attempt a number, from 1 on, that no other request has for this blob, and higher than
   *     those before: what it brings in an object of its own, nobody can replace
   * @param lease where its bytes stand until they are sent
   * @param inspector sees the first part of the blob, where that is brought now
   * @param listener hears of room, of failure, and of what is durable, on {@code owner}
   * @param owner runs everything of this blob, one task at a time
   */
  public BlobAppender append(
      BlobKey key,
      BlobProgress progress,
      int firstPart,
      long attempt,
      BufferLease lease,
      HeadInspector inspector,
      BlobAppender.Listener listener,
      Executor owner) {
    WriteProof proof = proofs.current();
    return new BlobAppender(
        ObjectUpload.resumed(store, proof, store.keys.of(key), progress),
        key,
        attempt,
        place -> new ObjectUpload(store, proof, store.keys.of(place)),
        new PartBuffers(lease, partSize(), ObjectUpload.checksum(config, proof)),
        progress,
        firstPart,
        inspector,
        listener,
        owner,
        Infrastructure.getDefaultExecutor());
  }

  /**
   * Makes the blob of its parts, of which there is one at least; may be done again.
   *
   * @param size of the blob in bytes
   */
  public Uni<Void> complete(BlobKey key, BlobProgress progress, long size) {
    return Uni.createFrom()
        .completionStage(
            () ->
                ObjectUpload.resumed(store, proofs.current(), store.keys.of(key), progress)
                    .completeOrFind(size))
        .replaceWithVoid();
  }

  /**
   * Brings a small blob with one request.
   *
   * @param key whose owner is on record, so that a crash leaves nothing unknown
   * @param bytes not copied, so not to be changed
   */
  public Uni<Void> put(BlobKey key, byte[] bytes) {
    return Uni.createFrom()
        .completionStage(
            () -> new ObjectUpload(store, proofs.current(), store.keys.of(key)).put(bytes))
        .replaceWithVoid();
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, BlobKey key, BlobReceipt stored) {
    return read(owner, key, Optional.empty()).map(bytes -> BlobVerification.of(bytes, stored));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(
      Lifetime owner, BlobKey key, BlobReceipt stored, ByteRange range) {
    return range.length() == stored.size()
        ? read(owner, key, stored)
        : read(owner, key, Optional.of(range.header()))
            .map(bytes -> BlobVerification.ofLength(bytes, range.length()));
  }

  /**
   * What a blob is whose digest nobody has taken: reads all of it.
   *
   * @param size in bytes; fails with {@link CorruptBlobException} where it has not so many
   */
  public Uni<BlobReceipt> receipt(BlobKey key, long size) {
    return Lifetime.during(
        lifetime ->
            read(lifetime, key, Optional.empty())
                .chain(
                    bytes ->
                        BlobVerification.ofLength(bytes, size)
                            .collect()
                            .in(Sha256::bulk, MessageDigest::update))
                .map(digest -> new BlobReceipt(size, digest.digest())));
  }

  private Uni<Multi<ByteBuffer>> read(Lifetime owner, BlobKey key, Optional<String> range) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var read =
                  new BlobRead(
                      body ->
                          s3.getObject(
                              get ->
                                  get.bucket(config.bucket())
                                      .key(store.keys.of(key))
                                      .range(range.orElse(null)),
                              body),
                      permits,
                      config.attemptTimeout());
              owner.own(read::close);
              return read.open();
            });
  }
}
