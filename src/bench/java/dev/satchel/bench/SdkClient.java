package dev.satchel.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The baseline of uploads: the same SDK and the same checksums, with the bytes in memory. */
final class SdkClient implements AutoCloseable {

  private static final String BUCKET = "bench";
  private static final ChecksumAlgorithm CHECKSUM = ChecksumAlgorithm.CRC32_C;
  private static final int PART = 8 << 20;
  private static final int SEGMENT = 64 << 10;

  private final S3AsyncClient s3;

  SdkClient(int port) {
    // Without a configuration, Netty would print every byte into a log that nobody reads.
    LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
    s3 =
        S3AsyncClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(64))
            .build();
  }

  /** Puts an object of {@code bytes} with one request. */
  void put(ByteBuffer bytes) {
    s3.putObject(put -> put.bucket(BUCKET).key("k").checksumAlgorithm(CHECKSUM), body(bytes))
        .join();
  }

  /** Gets the object that was put last, all of it into memory. */
  void get() {
    s3.getObject(
            get -> get.bucket(BUCKET).key("k"),
            AsyncResponseTransformer.<GetObjectResponse>toBytes())
        .join();
  }

  /** Puts an object of {@code size} bytes part by part, one after the other. */
  void putParts(long size) {
    ByteBuffer part = ByteBuffer.allocateDirect(PART);
    String upload =
        s3.createMultipartUpload(
                create -> create.bucket(BUCKET).key("k").checksumAlgorithm(CHECKSUM))
            .join()
            .uploadId();
    List<CompletedPart> completed = new ArrayList<>();
    for (long sent = 0; sent < size; sent += PART) {
      int number = completed.size() + 1;
      part.limit((int) Math.min(PART, size - sent));
      s3.uploadPart(
              put ->
                  put.bucket(BUCKET)
                      .key("k")
                      .uploadId(upload)
                      .partNumber(number)
                      .checksumAlgorithm(CHECKSUM),
              body(part))
          .join();
      completed.add(CompletedPart.builder().partNumber(number).eTag("\"sink\"").build());
    }
    s3.completeMultipartUpload(
            complete ->
                complete
                    .bucket(BUCKET)
                    .key("k")
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(completed)))
        .join();
  }

  /** In buffers of a size that the SDK's client likes best. */
  private static AsyncRequestBody body(ByteBuffer bytes) {
    var buffers = new ByteBuffer[Math.ceilDiv(bytes.remaining(), SEGMENT)];
    for (int i = 0; i < buffers.length; i++) {
      int at = i * SEGMENT;
      buffers[i] = bytes.slice(at, Math.min(SEGMENT, bytes.remaining() - at));
    }
    return AsyncRequestBody.fromByteBuffersUnsafe(buffers);
  }

  @Override
  public void close() {
    s3.close();
  }
}
