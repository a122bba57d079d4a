package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.blob.BlobConfig;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.request.RequestedFiles;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Sets uploads up, and what they are for, with what all of them share. */
@ApplicationScoped
class Uploads {

  /** Bytes of a media type: far beyond any that is in use. */
  private static final int MAX_TYPE_LENGTH = 255;

  private final BlobRoom room;
  private final FileCommit commit;
  private final RequestedFiles requests;
  private final IdempotencyRecords records;
  private final StoredResponses responses;
  private final RunningUploads running;
  private final UploadMetrics metrics;
  private final TimeOrderedIds ids;
  private final UploadConfig config;
  private final UploadLimits limits;
  private final Duration leases;
  private final Vertx vertx;

  Uploads(
      BlobStore store,
      BufferBudget budget,
      PendingUploads pending,
      HeadProbe probe,
      FileCommit commit,
      RequestedFiles requests,
      IdempotencyRecords records,
      StoredResponses responses,
      RunningUploads running,
      UploadMetrics metrics,
      TimeOrderedIds ids,
      UploadConfig config,
      BlobConfig blobs,
      IdempotencyConfig idempotency,
      Vertx vertx) {
    this.room = new BlobRoom(store, budget, pending, probe);
    this.commit = commit;
    this.requests = requests;
    this.records = records;
    this.responses = responses;
    this.running = running;
    this.metrics = metrics;
    this.ids = ids;
    this.config = config;
    this.limits = limits(config, blobs);
    this.leases = idempotency.lease();
    this.vertx = vertx;
  }

  /**
   * An upload that holds nothing yet. To be called on the request's event loop, and before anything
   * is claimed for it: there may be no way to read its body.
   *
   * @param keyed whether it has an {@code Idempotency-Key}
   */
  Upload open(UploadBody body, boolean keyed) {
    var draft = new UploadDraft(ids.next(), keyed, config.tiffWindow());
    body.format().answering().ifPresent(draft::answers);
    return new Upload(
        draft,
        body,
        parser(body),
        new ClientPace(config.idleTimeout(), config.minRate().asLongValue()),
        config.maxRequestSize().asLongValue(),
        running,
        metrics,
        eventLoop(vertx));
  }

  /**
   * Looks at the length of a body that is announced.
   *
   * @throws dev.satchel.problem.ProblemException with {@code request_too_large}
   */
  void requireShort(OptionalLong length) {
    long longest = config.maxRequestSize().asLongValue();
    if (length.orElse(0) > longest) {
      throw Receiving.requestTooLarge(longest);
    }
  }

  /** To store its files; where it has a key, that is its own now, and is kept until its end. */
  UploadTask storing(Upload upload, Caller caller) {
    return new StoredUpload(
        caller,
        new UploadBlobs(recordOf(upload), reservation(upload), upload.owner(), upload, room),
        new AnsweredRequest(upload, id -> requests.open(caller, id)),
        commit,
        upload.draft().keyed ? HeldKey.of(upload.id(), records, vertx, leases) : HeldKey.NONE);
  }

  /** To compare it with that which has been answered. */
  UploadTask repeating(IdempotencyClaim.Answered earlier) {
    return new RepeatedUpload(earlier, responses);
  }

  /** An answer that is kept under a key is found, when its files are erased, by the upload's id. */
  private static Optional<UUID> recordOf(Upload upload) {
    return Optional.of(upload.id()).filter(id -> upload.draft().keyed);
  }

  /** What an upload needs to get on by itself. */
  private long reservation(Upload upload) {
    return upload.decodedAtMost(room.store().partSize());
  }

  private UploadParser parser(UploadBody body) {
    try {
      return body.format().parser(limits);
    } catch (MalformedUploadException malformed) {
      throw UploadProblems.of(malformed);
    }
  }

  /** That of the request, where this is called: runs one task at a time. */
  static Executor eventLoop(Vertx vertx) {
    Context context = vertx.getOrCreateContext();
    return task -> context.runOnContext(run -> task.run());
  }

  static UploadLimits limits(UploadConfig config, BlobConfig blobs) {
    return new UploadLimits(
        config.maxFiles(),
        blobs.maxFileSize().asLongValue(),
        config.maxNameLength(),
        config.maxDescriptionLength(),
        MAX_TYPE_LENGTH,
        config.maxDepth());
  }
}
