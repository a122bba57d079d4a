package dev.satchel.blob;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.satchel.digest.Sha256;
import dev.satchel.log.RepeatedLine;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Finds out what a store checks: it brings a few bytes along with the proof of other bytes, and
 * then with their own. A store that takes the first does not look at that proof, and one that
 * refuses the second does not know it. What was taken is removed again.
 */
final class StoreTrial {

  /** Cheapest first. */
  private static final List<WriteProof> TRIED =
      List.of(WriteProof.CHECKSUM, WriteProof.SIGNATURE, WriteProof.MD5);

  private static final RepeatedLine LEFT = new RepeatedLine(Logger.getLogger(StoreTrial.class));
  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;
  private static final byte[] SENT = "sent".getBytes(UTF_8);
  private static final byte[] OTHER = "other".getBytes(UTF_8);

  private final StoreConnection store;
  private final String key;

  /**
   * @param key of an object that nobody needs
   */
  StoreTrial(StoreConnection store, String key) {
    this.store = store;
    this.key = key;
  }

  /**
   * The first proof that the store checks; empty where it checks none. Fails with the SDK's own
   * exception where the store does not answer, or refuses for another reason.
   */
  Uni<Optional<WriteProof>> result() {
    Uni<Optional<WriteProof>> none = Uni.createFrom().item(Optional.empty());
    return TRIED.reversed().stream()
        .reduce(
            none,
            (rest, proof) ->
                isChecked(proof)
                    .chain(checked -> checked ? Uni.createFrom().item(Optional.of(proof)) : rest),
            (first, second) -> second);
  }

  private Uni<Boolean> isChecked(WriteProof proof) {
    if (proof == WriteProof.CHECKSUM && store.config.checksum() == StoreChecksum.NONE) {
      return Uni.createFrom().item(false);
    }
    return isTaken(proof, OTHER)
        .chain(taken -> taken ? Uni.createFrom().item(false) : isTaken(proof, SENT));
  }

  private Uni<Boolean> isTaken(WriteProof proof, byte[] proven) {
    return Uni.createFrom()
        .completionStage(
            () -> store.s3.putObject(write(proof, proven), AsyncRequestBody.fromBytes(SENT)))
        .map(Optional::of)
        .onFailure(StoreTrial::isRefused)
        .recoverWithItem(Optional.empty())
        .call(taken -> taken.map(this::removed).orElseGet(() -> Uni.createFrom().nullItem()))
        .map(Optional::isPresent);
  }

  /**
   * Of this version, where the store keeps some. One that it keeps for good says nothing of writes.
   */
  private Uni<?> removed(PutObjectResponse taken) {
    return Uni.createFrom()
        .completionStage(
            () ->
                store.s3.deleteObject(
                    delete ->
                        delete.bucket(store.config.bucket()).key(key).versionId(taken.versionId())))
        .onFailure()
        .invoke(failure -> LEFT.warn("The object of a trial was not removed", failure))
        .onFailure()
        .recoverWithNull();
  }

  private PutObjectRequest write(WriteProof proof, byte[] proven) {
    var put = PutObjectRequest.builder().bucket(store.config.bucket()).key(key);
    return switch (proof) {
      case CHECKSUM -> {
        ObjectUpload.checksum(
            put, store.config.checksum(), digest(store.config.checksum(), proven));
        yield put.overrideConfiguration(store.deadlines).build();
      }
      case MD5 ->
          put.contentMD5(digest(StoreChecksum.MD5, proven))
              .overrideConfiguration(store.deadlines)
              .build();
      case SIGNATURE ->
          put.overrideConfiguration(
                  SignedContents.of(
                      store.deadlines, HexFormat.of().formatHex(Sha256.digest().digest(proven))))
              .build();
    };
  }

  private static @Nullable String digest(StoreChecksum algorithm, byte[] proven) {
    PartDigest digest = PartDigest.of(algorithm);
    digest.update(ByteBuffer.wrap(proven));
    return digest.value();
  }

  /** Stores say it with several codes, all of them with one of these. */
  private static boolean isRefused(Throwable failure) {
    return StoreOperation.cause(failure) instanceof S3Exception answer
        && (answer.statusCode() == BAD_REQUEST || answer.statusCode() == NOT_IMPLEMENTED);
  }
}
