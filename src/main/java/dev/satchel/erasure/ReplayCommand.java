package dev.satchel.erasure;

import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.erasure.Replay.Replayed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code satchel erasures replay}. */
@ApplicationScoped
class ReplayCommand implements Command {

  private final Replay replay;

  ReplayCommand(Replay replay) {
    this.replay = replay;
  }

  @Override
  public Kind kind() {
    return Kind.ERASURES_REPLAY;
  }

  @Override
  public Uni<Result> run(Arguments arguments) {
    return replay.all().map(done -> new Result(done.unreadable() == 0, report(done)));
  }

  private static String report(Replayed done) {
    return """
        erasures in the ledger: %d
        files erased again: %d
        file requests erased again: %d
        erasures that cannot be read, or by keys that are not known: %d"""
        .formatted(done.entries(), done.files(), done.requests(), done.unreadable());
  }
}
