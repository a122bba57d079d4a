package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import dev.satchel.config.SatchelConfig;
import dev.satchel.file.StoredFile;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows uploads from their first byte to their commit, and clears away those that do not get
 * there.
 *
 * <p>The answer is given after the last blob is durable and the transaction has committed. A failed
 * upload is answered at once and cleared away behind the answer; what cannot be cleared away stays
 * on record as a pending upload.
 */
@ApplicationScoped
class Intake {

  private static final Logger LOG = Logger.getLogger(Intake.class);

  /** Bytes of a media type: far beyond any that is in use. */
  private static final int MAX_TYPE_LENGTH = 255;

  private final BlobRoom room;
  private final FileCommit commit;
  private final RunningUploads running;
  private final TimeOrderedIds ids;
  private final SatchelConfig.Upload config;
  private final UploadLimits limits;
  private final long maxRequestSize;
  private final Vertx vertx;

  Intake(
      BlobStore store,
      BufferBudget budget,
      PendingUploads pending,
      HeadProbe probe,
      FileCommit commit,
      RunningUploads running,
      TimeOrderedIds ids,
      SatchelConfig config,
      Vertx vertx) {
    this.room = new BlobRoom(store, budget, pending, probe);
    this.commit = commit;
    this.running = running;
    this.ids = ids;
    this.vertx = vertx;
    this.config = config.upload();
    this.limits = limits(this.config);
    this.maxRequestSize = this.config.maxRequestSize().asLongValue();
  }

  /**
   * Takes one upload. To be called, and answers, on the request's event loop. A caller that cancels
   * loses the answer and nothing else: the upload ends by itself, when its body fails.
   */
  Uni<List<StoredFile>> take(Caller caller, UploadBody body) {
    Executor owner = eventLoop();
    var draft = new UploadDraft(ids.next());
    var blobs = new UploadBlobs(draft.id, reservation(body), owner, room);
    var pace = new ClientPace(config.idleTimeout(), config.minRate().asLongValue());
    var pipeline = new UploadPipeline(parser(body), body, draft, blobs, pace, maxRequestSize);
    running.add(pipeline, owner);
    var answer = new CompletableFuture<List<StoredFile>>();
    Uni.createFrom()
        .completionStage(pipeline::receive)
        .chain(received -> commit.commit(caller, received))
        .onItemOrFailure()
        .invoke((files, failure) -> release(pipeline, blobs, failure))
        .subscribe()
        .with(answer::complete, answer::completeExceptionally);
    return Uni.createFrom().completionStage(answer);
  }

  private void release(UploadPipeline pipeline, UploadBlobs blobs, @Nullable Throwable failure) {
    if (failure == null || failure instanceof CommitUnknownException) {
      blobs.close();
      running.remove(pipeline);
    } else {
      Uni.createFrom()
          .completionStage(blobs::discard)
          .onTermination()
          .invoke(() -> running.remove(pipeline))
          .subscribe()
          .with(gone -> {}, Intake::keptOnRecord);
    }
  }

  private static void keptOnRecord(Throwable left) {
    LOG.warn("A failed upload could not be cleared away and stays on record", left);
  }

  private UploadParser parser(UploadBody body) {
    try {
      return body.format().parser(limits);
    } catch (MalformedUploadException malformed) {
      throw UploadProblems.of(malformed);
    }
  }

  private long reservation(UploadBody body) {
    return body.decodedAtMost(room.store().partSize());
  }

  private Executor eventLoop() {
    Context context = vertx.getOrCreateContext();
    return task -> context.runOnContext(run -> task.run());
  }

  private static UploadLimits limits(SatchelConfig.Upload config) {
    return new UploadLimits(
        config.maxFiles(),
        config.maxFileSize().asLongValue(),
        config.maxNameLength(),
        config.maxDescriptionLength(),
        MAX_TYPE_LENGTH,
        config.maxDepth());
  }
}
