package dev.satchel.command;

import io.smallrye.mutiny.Uni;

/** What the program can do once, by the name of its arguments. */
public interface Command {

  /** All of them. */
  enum Kind {
    ERASURES_REPLAY("erasures replay", "erases again what a restored backup has brought back"),
    MIGRATE("migrate", "brings the schema of the database to what this version wants"),
    AUDIT_VERIFY("audit verify", "verifies the audit's chains, with what the bucket knows of them");

    private final String words;
    private final String purpose;

    Kind(String words, String purpose) {
      this.words = words;
      this.purpose = purpose;
    }

    /** The arguments that ask for it, separated by blanks. */
    public String words() {
      return words;
    }

    /** What it does, for people. */
    public String purpose() {
      return purpose;
    }
  }

  /** One command of each kind is there. */
  Kind kind();

  /** Does it, once, when the service has started; a failure ends the program with code 1. */
  Uni<Result> run();

  /**
   * What came of it.
   *
   * @param isWell whether the program ends with code 0, else with 1
   * @param report for standard output, in lines; names no people
   */
  record Result(boolean isWell, String report) {}
}
