package dev.satchel.blob;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * The requests that bring one object to S3, whole or in parts, and those that take it back. Knows
 * the protocol and nothing of memory. The SDK retries each request from the part's buffer.
 *
 * <p>Called by one thread; results arrive on the SDK's threads.
 */
final class ObjectUpload {

  private final S3AsyncClient s3;
  private final String bucket;
  private final String key;
  private final boolean checksums;
  private final Map<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();
  private @Nullable CompletableFuture<String> uploadId;
  private boolean mayExist;

  ObjectUpload(S3AsyncClient s3, String bucket, String key, boolean checksums) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.checksums = checksums;
  }

  /** Brings the whole object with one request. */
  CompletableFuture<?> put(PartBuffer part) {
    mayExist = true;
    return S3Failures.translated(
        s3.putObject(
            put -> put.bucket(bucket).key(key).checksumCRC32C(checksum(part)), new PartBody(part)));
  }

  /** Brings one part, counted from 1; the first one opens the multipart upload. */
  CompletableFuture<?> putPart(int number, PartBuffer part) {
    return S3Failures.translated(uploadId().thenCompose(id -> putPart(id, number, part)));
  }

  /** Makes the object of its parts, once all of them have arrived. */
  CompletableFuture<?> complete() {
    mayExist = true;
    return S3Failures.translated(uploadId().thenCompose(this::complete));
  }

  /** Takes back whatever has been brought. To be called when no other request is under way. */
  CompletableFuture<?> undo() {
    return S3Failures.translated(abort().thenCompose(aborted -> delete()));
  }

  private CompletableFuture<?> abort() {
    if (uploadId == null || uploadId.isCompletedExceptionally()) {
      return CompletableFuture.completedFuture(null);
    }
    return uploadId
        .thenCompose(
            id -> s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id)))
        .exceptionallyCompose(ObjectUpload::unlessCompleted);
  }

  private CompletableFuture<?> delete() {
    return mayExist
        ? s3.deleteObject(delete -> delete.bucket(bucket).key(key))
        : CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<String> uploadId() {
    if (uploadId == null) {
      uploadId =
          s3.createMultipartUpload(
                  create -> create.bucket(bucket).key(key).checksumAlgorithm(algorithm()))
              .thenApply(CreateMultipartUploadResponse::uploadId);
    }
    return uploadId;
  }

  private CompletableFuture<?> complete(String id) {
    return s3.completeMultipartUpload(
        complete ->
            complete
                .bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(all -> all.parts(parts.values())));
  }

  private CompletableFuture<?> putPart(String id, int number, PartBuffer part) {
    String checksum = checksum(part);
    return s3.uploadPart(
            put ->
                put.bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .partNumber(number)
                    .checksumCRC32C(checksum),
            new PartBody(part))
        .thenAccept(
            arrived ->
                parts.put(
                    number,
                    CompletedPart.builder()
                        .partNumber(number)
                        .eTag(arrived.eTag())
                        .checksumCRC32C(checksum)
                        .build()));
  }

  private @Nullable ChecksumAlgorithm algorithm() {
    return checksums ? ChecksumAlgorithm.CRC32_C : null;
  }

  private @Nullable String checksum(PartBuffer part) {
    return checksums
        ? Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(part.crc32c()).array())
        : null;
  }

  private static <T> CompletableFuture<T> unlessCompleted(Throwable failure) {
    return failure.getCause() instanceof NoSuchUploadException
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(failure);
  }
}
