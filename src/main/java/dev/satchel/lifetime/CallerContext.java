package dev.satchel.lifetime;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The Vert.x context in which somebody asks for what is shared with others. */
public final class CallerContext {

  private CallerContext() {}

  /**
   * The same result, in the context that this is called in, where there is one; else on whatever
   * thread it comes.
   */
  public static <T> Uni<T> here(Uni<T> result) {
    Context caller = Vertx.currentContext();
    return caller == null ? result : result.emitOn(task -> caller.runOnContext(run -> task.run()));
  }
}
