package dev.satchel.intake;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.file.FileView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps contents in memory, has as much room as the test says, and remembers how it ended. */
final class FakeTask implements UploadTask {

  final List<byte[]> files = new ArrayList<>();
  final List<UUID> answered = new ArrayList<>();
  final List<Optional<Throwable>> endings = new ArrayList<>();

  /** Bytes that it takes until it has more. */
  int room = Integer.MAX_VALUE;

  Uni<Void> settled = Uni.createFrom().voidItem();
  Uni<List<FileView>> completion = Uni.createFrom().item(List.of());
  private final ByteArrayOutputStream current = new ByteArrayOutputStream();

  private @Nullable UniEmitter<? super Void> waiting;

  /** From now on its files are not where they should be before {@link #settle}. */
  void settleLater() {
    settled = Uni.createFrom().emitter(emitter -> waiting = emitter);
  }

  void settle() {
    Objects.requireNonNull(waiting, "Somebody waits").complete(null);
  }

  @Override
  public boolean write(FileDraft file, ByteBuffer bytes) {
    while (bytes.hasRemaining() && room > 0) {
      current.write(bytes.get());
      room--;
    }
    return !bytes.hasRemaining();
  }

  @Override
  public boolean finish(FileDraft file) {
    if (room == 0) {
      return false;
    }
    files.add(current.toByteArray());
    file.received(BlobReceipt.of(current.toByteArray()));
    current.reset();
    return true;
  }

  @Override
  public void answers(UUID fileRequest) {
    answered.add(fileRequest);
  }

  @Override
  public Uni<Void> settled() {
    return settled;
  }

  @Override
  public Uni<List<FileView>> complete(UploadDraft upload) {
    return completion;
  }

  @Override
  public Uni<Void> end(@Nullable Throwable failure) {
    endings.add(Optional.ofNullable(failure));
    return Uni.createFrom().voidItem();
  }
}
