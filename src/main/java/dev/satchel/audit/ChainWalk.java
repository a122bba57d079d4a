package dev.satchel.audit;

import dev.satchel.audit.ChainReport.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A walk along a chain, record by record, which finds what is wrong. Used by one thread at a time.
 */
final class ChainWalk {

  private static final int MOST_FAULTS = 100;

  private final UUID account;
  private final long start;
  private final List<Fault> faults = new ArrayList<>();
  private long at;
  private long shown;
  private byte[] hash;
  private long verified;
  private long headsCompared;
  private boolean intact = true;

  /**
   * @param start the place behind which it begins
   * @param hash of the record in that place
   */
  ChainWalk(UUID account, long start, byte[] hash) {
    this.account = account;
    this.start = start;
    this.at = start;
    this.shown = start;
    this.hash = hash;
  }

  /** The last record of which the bucket knows. */
  long shown() {
    return shown;
  }

  /** Whether nothing has been found so far. */
  boolean isIntact() {
    return intact;
  }

  /** Where it is. */
  long at() {
    return at;
  }

  /**
   * Goes over the next records.
   *
   * @param records in the order of their places
   * @param heads what the bucket was told of records up to the last one of them
   */
  void over(List<AuditRecord> records, List<ChainHead> heads) {
    var expected = new ArrayList<>(heads);
    for (AuditRecord record : records) {
      over(record);
      while (!expected.isEmpty() && expected.getFirst().sequence() <= at) {
        compare(expected.removeFirst(), record);
      }
    }
  }

  private void over(AuditRecord record) {
    long sequence = record.place();
    byte[] kept = record.placeHash();
    if (sequence != at + 1) {
      fault("missing", sequence - 1, null);
    } else if (!Arrays.equals(ChainHash.of(hash, sequence, record), kept)) {
      fault("broken", sequence, record.id);
    } else {
      verified++;
    }
    at = sequence;
    hash = kept;
  }

  private void compare(ChainHead head, AuditRecord record) {
    headsCompared++;
    shown = head.sequence();
    if (head.sequence() != at || !head.hash().equals(HexFormat.of().formatHex(hash))) {
      fault("head_differs", head.sequence(), head.sequence() == at ? record.id : null);
    }
  }

  /** Where it has come to its end, and there was more once. */
  void endsBefore(ChainHead head) {
    headsCompared++;
    if (head.sequence() > at) {
      fault("cut_off", head.sequence(), null);
    }
  }

  void fault(String kind, long sequence, @Nullable UUID record) {
    intact = false;
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(kind, sequence, record));
    }
  }

  ChainReport report(long unchained, long forgottenThrough) {
    return new ChainReport(
        account,
        intact,
        start + 1,
        at,
        verified,
        headsCompared,
        unchained,
        forgottenThrough,
        List.copyOf(faults));
  }
}
