package dev.satchel.command;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What the program can do once, by the name of its arguments. */
public interface Command {

  /** All of them. */
  enum Kind {
    ERASURES_REPLAY("erasures replay", "erases again what a restored backup has brought back"),
    MIGRATE("migrate", "brings the schema of the database to what this version wants"),
    AUDIT_VERIFY("audit verify", "verifies the audit's chains, with what the bucket knows of them"),
    KEYS_CREATE("keys create", "makes an API key, and prints it, this once"),
    RETENTION_REPORT(
        "retention report",
        "compares the bucket with the files on record, removes nothing, and tells what is missing");

    private final String words;
    private final String purpose;

    Kind(String words, String purpose) {
      this.words = words;
      this.purpose = purpose;
    }

    /** What it may be told by name. */
    public List<Option> options() {
      return switch (this) {
        case KEYS_CREATE ->
            List.of(
                Option.required("--name", "NAME", "what it is called in lists"),
                Option.optional("--scopes", "SCOPE[,SCOPE...]", "what it may do; else everything"),
                Option.optional(
                    "--account", "NAME", "whose it is, made if need be; else the operator's"),
                Option.optional(
                    "--expires-at", "TIME", "when it ends, such as 2027-01-31T12:00:00+00:00"));
        case RETENTION_REPORT ->
            List.of(
                Option.optional(
                    "--lines", "NUMBER", "how many of either side are named; else 1000"));
        case ERASURES_REPLAY, MIGRATE, AUDIT_VERIFY -> List.of();
      };
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

  /**
   * Does it, once, when the service has started; a failure ends the program with code 1, or with 2
   * where it is a {@link MisuseException}.
   */
  Uni<Result> run(Arguments arguments);

  /**
   * What came of it.
   *
   * @param isWell whether the program ends with code 0, else with 1
   * @param report for standard output, in lines; names no people
   */
  record Result(boolean isWell, String report) {}
}
