package dev.satchel.problem;

import dev.satchel.log.RepeatedLine;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/**
 * Hears of failures that come when nobody waits for them any more, since the client has left. Those
 * that would have been an answer are nobody's; the others are defects, and are told of.
 */
@ApplicationScoped
class UnheardFailures {

  private static final RepeatedLine DEFECTS =
      new RepeatedLine(Logger.getLogger(UnheardFailures.class));

  void register(@Observes StartupEvent started) {
    Infrastructure.setDroppedExceptionHandler(UnheardFailures::heard);
  }

  private static void heard(Throwable failure) {
    if (!(failure instanceof ProblemException || failure instanceof CancellationException)) {
      DEFECTS.warn("It failed when nobody waited for it any more", failure);
    }
  }
}
