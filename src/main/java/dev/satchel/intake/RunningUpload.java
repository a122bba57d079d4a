package dev.satchel.intake;

import dev.satchel.problem.ProblemException;
import java.util.concurrent.Executor;

/** What brings bytes of a client to the store, and holds something meanwhile. */
interface RunningUpload {

  /** Runs everything of it, one task at a time. */
  Executor owner();

  /** To be called once in {@link ClientPace#TICK}. */
  void tick();

  /** Takes no more, for this reason. Without effect where nothing more is taken. */
  void stop(ProblemException reason);
}
