package dev.satchel.codec;

/** The mark EF BB BF, which RFC 8259 section 8.1 lets a reader ignore in front of a document. */
final class ByteOrderMark {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  private final BodyInput input;
  private int matched;
  private boolean passed;

  ByteOrderMark(BodyInput input) {
    this.input = input;
  }

  /** Whether the reading is past the place of the mark; false while input is needed. */
  boolean passed() {
    while (!passed) {
      int b = input.peek();
      if (b == BodyInput.NEEDS_INPUT) {
        return false;
      }
      match(b);
    }
    return true;
  }

  private void match(int b) {
    if (b == MARK[matched]) {
      input.advance();
      passed = ++matched == MARK.length;
    } else if (matched == 0) {
      passed = true;
    } else {
      throw input.invalidEncoding();
    }
  }
}
