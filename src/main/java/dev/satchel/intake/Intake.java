package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.file.FileView;
import dev.satchel.http.IncomingBody;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Decides what an upload is for, by what its {@code Idempotency-Key} finds: its files are stored,
 * or it is compared with the request that was answered before, or it comes too early.
 */
@ApplicationScoped
public class Intake {

  private final Uploads uploads;
  private final IdempotencyRecords records;

  Intake(Uploads uploads, IdempotencyRecords records) {
    this.uploads = uploads;
    this.records = records;
  }

  /**
   * Takes one upload. To be called and subscribed to, and answers, on the request's event loop.
   * Whoever cancels loses the answer and nothing else: the upload ends by itself, when its body
   * fails, and gives back what it took, the claim of its key first of all.
   *
   * @param key under which the request may come again
   */
  Uni<List<FileView>> take(Caller caller, UploadBody body, Optional<IdempotencyKey> key) {
    uploads.requireShort(body.length());
    Upload upload = uploads.open(body, key.isPresent());
    return detached(key.map(it -> once(caller, upload, it)).orElseGet(() -> store(caller, upload)));
  }

  /**
   * Takes the files of a form that answers a file request, as {@link #take} does.
   *
   * @param boundary between the form's parts
   * @param answering what the form does not say
   */
  public Uni<List<FileView>> answer(
      Caller caller, IncomingBody form, String boundary, Answering answering) {
    var format = new UploadFormat.Multipart(boundary, Optional.of(answering));
    return take(caller, UploadBody.of(form, format), Optional.empty());
  }

  private Uni<List<FileView>> once(Caller caller, Upload upload, IdempotencyKey key) {
    return records
        .claim(key, upload.id())
        .chain(
            claim ->
                switch (claim) {
                  case IdempotencyClaim.Granted() -> store(caller, upload);
                  case IdempotencyClaim.Running() -> Uni.createFrom().failure(keyInUse());
                  case IdempotencyClaim.Erased() -> Uni.createFrom().failure(erased());
                  case IdempotencyClaim.Answered earlier -> upload.run(uploads.repeating(earlier));
                });
  }

  private Uni<List<FileView>> store(Caller caller, Upload upload) {
    return upload.run(uploads.storing(upload, caller));
  }

  /** The same work, which goes on to its end where whoever waits for it is cancelled. */
  static <T> Uni<T> detached(Uni<T> work) {
    return Uni.createFrom()
        .emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
  }

  private static ProblemException erased() {
    return new ProblemException(
        ProblemCode.ERASED, null, "What was answered to the Idempotency-Key has been erased.");
  }

  private static ProblemException keyInUse() {
    return new ProblemException(
        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
        null,
        "A request with the same Idempotency-Key is still running.");
  }
}
