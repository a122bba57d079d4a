package dev.satchel.erasure;

import dev.satchel.retention.Pass;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Ends erasures of which the purge has left nothing. */
@ApplicationScoped
public class ErasurePass implements Pass {

  private final Erasures erasures;

  ErasurePass(Erasures erasures) {
    this.erasures = erasures;
  }

  @Override
  public Kind kind() {
    return Kind.ERASURE;
  }

  @Override
  public Uni<Batch> batch() {
    return erasures.finish().map(finished -> new Batch(finished, finished, 0, false));
  }
}
