package dev.satchel.problem;

import jakarta.ws.rs.WebApplicationException;
import java.util.Locale;

/** One word for what became of a call that failed. */
public final class Outcome {

  private Outcome() {}

  /** The code of the answer; where that has none, the status in words: {@code not_found}. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> problem.code().wireName();
      case WebApplicationException http -> status(http);
      default -> "fault";
    };
  }

  private static String status(WebApplicationException http) {
    return http.getResponse()
        .getStatusInfo()
        .getReasonPhrase()
        .toLowerCase(Locale.ROOT)
        .replace(' ', '_');
  }
}
