package dev.satchel.request;

import dev.satchel.retention.Pass;
import dev.satchel.retention.PassRecords;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Removes file requests that were deleted, and now and then those whose time is over: to find them
 * takes a look at all that have files still.
 */
@ApplicationScoped
public class RequestsPass implements Pass {

  /** Between two looks for those whose time is over, by whichever replica. */
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  private final OverRequests requests;
  private final PassRecords records;
  private final Duration history;
  private final int limit;

  /** Whether the last batch of those whose time is over was full: there are more. */
  private volatile boolean more;

  RequestsPass(
      OverRequests requests, PassRecords records, RequestConfig config, RetentionConfig retention) {
    this.requests = requests;
    this.records = records;
    this.history = config.requestHistory();
    this.limit = retention.batch();
  }

  @Override
  public Kind kind() {
    return Kind.REQUESTS;
  }

  @Override
  public Uni<Batch> batch() {
    return requests
        .forgetDeleted(limit)
        .chain(deleted -> over().map(over -> done(deleted + over, deleted == limit || more)));
  }

  private Uni<Integer> over() {
    Uni<Boolean> mine = more ? Uni.createFrom().item(true) : records.take(kind(), BETWEEN_LOOKS);
    return mine.chain(
            taken -> taken ? requests.forgetOver(history, limit) : Uni.createFrom().item(0))
        .invoke(over -> more = over == limit);
  }

  private static Batch done(int forgotten, boolean isFull) {
    return new Batch(forgotten, forgotten, 0, isFull);
  }
}
