package dev.satchel.blob;

import dev.satchel.blob.StoreOperation.Meaning;
import dev.satchel.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests that bring one object to S3, whole or in parts, and those that take it back. Knows
 * the protocol and nothing of memory. The SDK retries each request from the part's buffer.
 *
 * <p>Called by one thread; results arrive on the SDK's threads.
 */
final class ObjectUpload {

  private final S3AsyncClient s3;
  private final AwsRequestOverrideConfiguration deadlines;
  private final StoreChecksum checksum;
  private final boolean signs;
  private final String bucket;
  private final String key;
  private final Map<Integer, StoredPart> parts = new ConcurrentSkipListMap<>();
  private @Nullable CompletableFuture<String> uploadId;
  private boolean onRecord;
  private boolean mayExist;
  private volatile boolean mayArriveLater;

  /** Which the store has made of it, where it keeps versions: to be named, or it would stay. */
  private volatile @Nullable String version;

  /**
   * @param proof by which the store can check what arrives
   */
  ObjectUpload(StoreConnection store, WriteProof proof, String key) {
    this.s3 = store.s3;
    this.deadlines = StoreTraces.within(store.deadlines);
    this.checksum = checksum(store.config, proof);
    this.signs = proof == WriteProof.SIGNATURE;
    this.bucket = store.config.bucket();
    this.key = key;
  }

  /** One of which some parts were brought before. */
  static ObjectUpload resumed(
      StoreConnection store, WriteProof proof, String key, BlobProgress progress) {
    var upload = new ObjectUpload(store, proof, key);
    if (progress.upload() != null) {
      upload.uploadId = CompletableFuture.completedFuture(progress.upload());
      upload.onRecord = true;
    }
    progress.parts().forEach(part -> upload.parts.put(part.number(), part));
    return upload;
  }

  /** What is computed of each part while it is filled. */
  static StoreChecksum checksum(StoreConfig config, WriteProof proof) {
    return proof == WriteProof.MD5 ? StoreChecksum.MD5 : config.checksum();
  }

  /** Whether each request is to be brought with the SHA-256 of its bytes. */
  boolean signs() {
    return signs;
  }

  /**
   * Brings the whole object with one request.
   *
   * @param sha256 of its bytes; null unless it {@link #signs}
   */
  CompletableFuture<?> put(PartBuffer part, byte @Nullable [] sha256) {
    var put = PutObjectRequest.builder();
    checksum(put, checksum, part.checksum());
    return put(put, sha256, new PartBody(part));
  }

  /** The same of an array, which is not copied. */
  CompletableFuture<?> put(byte[] bytes) {
    return put(bytes, Optional.empty());
  }

  /**
   * The same of an array, which is not copied.
   *
   * @param kept until when the store keeps it, whoever wants to remove it
   */
  CompletableFuture<?> put(byte[] bytes, Optional<Instant> kept) {
    PartDigest digest = PartDigest.of(checksum);
    digest.update(ByteBuffer.wrap(bytes));
    byte[] sha256 = signs ? Sha256.digest().digest(bytes) : null;
    var put = PutObjectRequest.builder();
    checksum(put, checksum, digest.value());
    kept.ifPresent(
        until -> put.objectLockMode(ObjectLockMode.COMPLIANCE).objectLockRetainUntilDate(until));
    return put(put, sha256, AsyncRequestBody.fromBytesUnsafe(bytes));
  }

  private CompletableFuture<?> put(
      PutObjectRequest.Builder put, byte @Nullable [] sha256, AsyncRequestBody body) {
    mayExist = true;
    put.bucket(bucket).key(key).overrideConfiguration(settings(sha256));
    return StoreOperation.WRITE.translated(
        watched(s3.putObject(put.build(), body))
            .thenAccept(arrived -> version = arrived.versionId()));
  }

  /** Adds a checksum to a write of the whole object. */
  static void checksum(
      PutObjectRequest.Builder put, StoreChecksum algorithm, @Nullable String digest) {
    switch (algorithm) {
      case CRC32C -> put.checksumCRC32C(digest);
      case CRC32 -> put.checksumCRC32(digest);
      case SHA256 -> put.checksumSHA256(digest);
      case MD5 -> put.contentMD5(digest);
      case NONE -> {}
    }
  }

  private AwsRequestOverrideConfiguration settings(byte @Nullable [] sha256) {
    return sha256 == null
        ? deadlines
        : SignedContents.of(deadlines, HexFormat.of().formatHex(sha256));
  }

  /**
   * Brings one part, counted from 1; the first one opens the multipart upload.
   *
   * <p>Fails with {@link LostBlobException} where the multipart upload is on record and gone.
   *
   * @param sha256 of its bytes; null unless it {@link #signs}
   */
  CompletableFuture<StoredPart> putPart(int number, PartBuffer part, byte @Nullable [] sha256) {
    return StoreOperation.WRITE.translated(
        uploadId()
            .thenCompose(id -> putPart(id, number, part, sha256))
            .exceptionallyCompose(this::lostIfGone));
  }

  /** A multipart upload that is on record may have been aborted by a rule of the bucket. */
  private CompletableFuture<StoredPart> lostIfGone(Throwable failure) {
    return CompletableFuture.failedFuture(
        onRecord && StoreOperation.isNoSuchUpload(failure)
            ? new LostBlobException(failure)
            : failure);
  }

  /** Makes the object of its parts, once all of them have arrived. */
  CompletableFuture<?> complete() {
    mayExist = true;
    return StoreOperation.WRITE.translated(uploadId().thenCompose(this::complete));
  }

  /**
   * Makes the object of its parts, or finds that this was done: by a request before, whose answer
   * was lost. Fails with {@link LostBlobException} where neither parts nor object are there.
   *
   * @param size of the object in bytes
   */
  CompletableFuture<?> completeOrFind(long size) {
    return StoreOperation.WRITE.translated(
        uploadId()
            .thenCompose(this::complete)
            .exceptionallyCompose(
                failure ->
                    StoreOperation.isNoSuchUpload(failure)
                        ? find(size)
                        : CompletableFuture.failedFuture(failure)));
  }

  private CompletableFuture<Void> find(long size) {
    return s3.headObject(head -> head.bucket(bucket).key(key).overrideConfiguration(deadlines))
        .thenAccept(
            found -> {
              if (found.contentLength() != size) {
                throw new IllegalStateException("Another object has the key of an upload");
              }
            })
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    StoreOperation.isNotFound(failure) ? new LostBlobException(failure) : failure));
  }

  /** Begins a multipart upload; gives the id by which the store knows it. */
  CompletableFuture<String> begin() {
    return StoreOperation.WRITE.translated(uploadId());
  }

  /**
   * Takes back whatever has been brought. To be called when no other request is under way. Fails
   * where a request went unanswered, since the store may still act on it.
   */
  CompletableFuture<?> undo() {
    return StoreOperation.REMOVE.translated(
        abort().thenCompose(aborted -> delete()).thenCompose(deleted -> settled()));
  }

  private CompletableFuture<?> settled() {
    return mayArriveLater
        ? CompletableFuture.failedFuture(new IOException("The store left a write unanswered"))
        : CompletableFuture.completedFuture(null);
  }

  /** A write, remembered where it fails without the store's word for it. */
  private <T> CompletableFuture<T> watched(CompletableFuture<T> write) {
    return write.whenComplete(
        (answer, failure) -> mayArriveLater |= failure != null && !isAnswer(failure));
  }

  private static boolean isAnswer(Throwable failure) {
    return failure instanceof S3Exception || failure.getCause() instanceof S3Exception;
  }

  private CompletableFuture<?> abort() {
    if (uploadId == null || uploadId.isCompletedExceptionally()) {
      return CompletableFuture.completedFuture(null);
    }
    return uploadId
        .thenCompose(
            id ->
                s3.abortMultipartUpload(
                    abort ->
                        abort
                            .bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .overrideConfiguration(deadlines)))
        .exceptionallyCompose(ObjectUpload::unlessDone);
  }

  private CompletableFuture<?> delete() {
    return mayExist
        ? s3.deleteObject(
                delete ->
                    delete
                        .bucket(bucket)
                        .key(key)
                        .versionId(version)
                        .overrideConfiguration(deadlines))
            .exceptionallyCompose(ObjectUpload::unlessDone)
        : CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<String> uploadId() {
    if (uploadId == null) {
      uploadId =
          watched(
                  s3.createMultipartUpload(
                      create ->
                          create
                              .bucket(bucket)
                              .key(key)
                              .checksumAlgorithm(algorithm())
                              .overrideConfiguration(deadlines)))
              .thenApply(CreateMultipartUploadResponse::uploadId);
    }
    return uploadId;
  }

  private CompletableFuture<Void> complete(String id) {
    return watched(
            s3.completeMultipartUpload(
                complete ->
                    complete
                        .bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .overrideConfiguration(deadlines)
                        .multipartUpload(all -> all.parts(completed()))))
        .thenAccept(completed -> version = completed.versionId());
  }

  private List<CompletedPart> completed() {
    return parts.values().stream().map(StoredPart::completed).toList();
  }

  private CompletableFuture<StoredPart> putPart(
      String id, int number, PartBuffer part, byte @Nullable [] sha256) {
    var put =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(id)
            .partNumber(number)
            .overrideConfiguration(settings(sha256));
    long size = part.size();
    String digest = part.checksum();
    switch (checksum) {
      case CRC32C -> put.checksumCRC32C(digest);
      case CRC32 -> put.checksumCRC32(digest);
      case SHA256 -> put.checksumSHA256(digest);
      case MD5 -> put.contentMD5(digest);
      case NONE -> {}
    }
    return watched(s3.uploadPart(put.build(), new PartBody(part)))
        .thenApply(
            arrived -> {
              var stored = StoredPart.of(number, size, arrived.eTag(), checksum, digest);
              parts.put(number, stored);
              return stored;
            });
  }

  private @Nullable ChecksumAlgorithm algorithm() {
    return switch (checksum) {
      case CRC32C -> ChecksumAlgorithm.CRC32_C;
      case CRC32 -> ChecksumAlgorithm.CRC32;
      case SHA256 -> ChecksumAlgorithm.SHA256;
      case MD5, NONE -> null;
    };
  }

  private static <T> CompletableFuture<T> unlessDone(Throwable failure) {
    return StoreOperation.REMOVE.meaning(failure) == Meaning.DONE
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(failure);
  }
}
