package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import dev.satchel.config.SatchelConfig;
import dev.satchel.file.FileView;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.log.RepeatedLine;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.RequestedFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  private static final RepeatedLine FAILURES = new RepeatedLine(Logger.getLogger(Intake.class));

  /** Bytes of a media type: far beyond any that is in use. */
  private static final int MAX_TYPE_LENGTH = 255;

  private final BlobRoom room;
  private final FileCommit commit;
  private final RequestedFiles requests;
  private final IdempotencyRecords records;
  private final StoredResponses responses;
  private final Duration leases;
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
      RequestedFiles requests,
      IdempotencyRecords records,
      StoredResponses responses,
      RunningUploads running,
      TimeOrderedIds ids,
      SatchelConfig config,
      Vertx vertx) {
    this.room = new BlobRoom(store, budget, pending, probe);
    this.commit = commit;
    this.requests = requests;
    this.records = records;
    this.responses = responses;
    this.leases = config.idempotency().lease();
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
   *
   * @param key under which the request may come again
   */
  Uni<List<FileView>> take(Caller caller, UploadBody body, Optional<IdempotencyKey> key) {
    var draft = new UploadDraft(ids.next());
    draft.keyed = key.isPresent();
    UploadParser parser = parser(body);
    return detached(
        key.map(it -> once(caller, body, parser, draft, it))
            .orElseGet(() -> upload(caller, body, parser, draft)));
  }

  /**
   * Begins the work now, and gives its result to whoever still wants it. What it takes on its way,
   * a claim of a key first of all, it gives back at its own end, and at no other time.
   */
  private static <T> Uni<T> detached(Uni<T> work) {
    var result = new CompletableFuture<T>();
    work.subscribe().with(result::complete, result::completeExceptionally);
    return Uni.createFrom().completionStage(result);
  }

  private Uni<List<FileView>> once(
      Caller caller, UploadBody body, UploadParser parser, UploadDraft draft, IdempotencyKey key) {
    return records
        .claim(key, draft.id)
        .chain(
            claim ->
                switch (claim) {
                  case IdempotencyClaim.Granted() -> upload(caller, body, parser, draft);
                  case IdempotencyClaim.Running() -> Uni.createFrom().failure(keyInUse());
                  case IdempotencyClaim.Answered answered -> repeat(body, parser, draft, answered);
                });
  }

  private Uni<List<FileView>> upload(
      Caller caller, UploadBody body, UploadParser parser, UploadDraft draft) {
    Executor owner = eventLoop();
    var blobs = new UploadBlobs(draft.id, reservation(body), owner, room);
    var answered = AnsweredRequest.of(caller, requests, owner);
    var pipeline = pipeline(parser, body, draft, blobs, answered);
    running.add(pipeline, owner);
    var key = draft.keyed ? HeldKey.of(draft.id, records, vertx, leases) : HeldKey.NONE;
    return Uni.createFrom()
        .completionStage(pipeline::receive)
        .chain(received -> commit.commit(caller, received))
        .emitOn(owner)
        .onItemOrFailure()
        .invoke((files, failure) -> key.close(failure))
        .onItemOrFailure()
        .invoke((files, failure) -> release(pipeline, blobs, failure))
        .onFailure(CommitUnknownException.class)
        .transform(ProblemException::databaseUnavailable);
  }

  /** Reads a request whose key has been answered, to see whether it is the same one. */
  private Uni<List<FileView>> repeat(
      UploadBody body, UploadParser parser, UploadDraft draft, IdempotencyClaim.Answered answered) {
    var pipeline =
        pipeline(parser, body, draft, new DigestedContents(), AnsweredRequest.unchecked());
    running.add(pipeline, eventLoop());
    return Uni.createFrom()
        .completionStage(pipeline::receive)
        .map(received -> same(answered, received))
        .onTermination()
        .invoke(() -> running.remove(pipeline));
  }

  private List<FileView> same(IdempotencyClaim.Answered answered, UploadDraft received) {
    if (!Arrays.equals(answered.digest(), RequestDigest.of(received))) {
      throw new ProblemException(
          ProblemCode.IDEMPOTENCY_KEY_REUSED,
          null,
          "The Idempotency-Key was used for another request.");
    }
    return responses.read(answered.response());
  }

  private UploadPipeline pipeline(
      UploadParser parser,
      UploadBody body,
      UploadDraft draft,
      UploadContents contents,
      AnsweredRequest answered) {
    var pace = new ClientPace(config.idleTimeout(), config.minRate().asLongValue());
    return new UploadPipeline(parser, body, draft, contents, answered, pace, maxRequestSize);
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

  private static ProblemException keyInUse() {
    return new ProblemException(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        null,
        "A request with the same Idempotency-Key is still running.");
  }

  private static void keptOnRecord(Throwable left) {
    FAILURES.warn("A failed upload could not be cleared away and stays on record", left);
  }

  /** To be had before anything is claimed for the upload: there may be none. */
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
